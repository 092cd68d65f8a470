package org.forgedtoken.detector.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.TokenEvent;
import org.jspecify.annotations.Nullable;

/**
 * How the records of the two feeds that speak of tokens are keyed.
 *
 * @param access null: in any way
 * @param issuance the same
 */
record FeedKeys(@Nullable KeyedByToken access, @Nullable KeyedByToken issuance) {
    /** @param partitions that judge */
    static FeedKeys of(Settings settings, int partitions) {
        return new FeedKeys(
                of(settings.get(Catalogue.ACCESS_KEYED), "access.keyed", settings, partitions),
                of(settings.get(Catalogue.ISSUANCE_KEYED), "issuance.keyed", settings, partitions));
    }

    private static @Nullable KeyedByToken of(boolean keyed, String setting, Settings settings, int partitions) {
        return keyed ? new KeyedByToken(setting, partitions, settings.identity()) : null;
    }

    /** Whether READ hands records to JUDGE without a hop, and so is in one task with it. */
    boolean isAnyByToken() {
        return access != null || issuance != null;
    }

    /** As {@link KeyedByToken} says; else each record goes by a hop to the task that judges its token. */
    boolean isJudgedHere(TokenEvent.OfToken event, ConsumerRecord<byte[], byte[]> record) {
        KeyedByToken keys = event instanceof TokenEvent.Used ? access : issuance;
        return keys != null && keys.isJudgedHere(event, record);
    }
}

package org.forgedtoken.detector.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.TokenEvent;

/** How the records of the two feeds that speak of tokens are keyed. */
record FeedKeys(RecordKeys access, RecordKeys issuance) implements RecordKeys {

    /** @param partitions that judge */
    static FeedKeys of(Settings settings, int partitions) {
        return new FeedKeys(
                of(settings.get(Catalogue.ACCESS_KEYED), "access.keyed", settings, partitions),
                of(settings.get(Catalogue.ISSUANCE_KEYED), "issuance.keyed", settings, partitions));
    }

    private static RecordKeys of(boolean keyed, String setting, Settings settings, int partitions) {
        return keyed ? new KeyedByToken(setting, partitions, settings.identity()) : ANY;
    }

    /** Whether READ hands records to JUDGE without a hop, and so is in one task with it. */
    boolean isAnyByToken() {
        return !access.equals(ANY) || !issuance.equals(ANY);
    }

    @Override
    public boolean isJudgedHere(TokenEvent.OfToken event, ConsumerRecord<byte[], byte[]> record) {
        return (event instanceof TokenEvent.Used ? access : issuance).isJudgedHere(event, record);
    }
}

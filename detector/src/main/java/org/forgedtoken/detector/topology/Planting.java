package org.forgedtoken.detector.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.forgedtoken.detector.alert.CanaryIds;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.step.ToCanary;
import org.forgedtoken.detector.topology.codec.ForGroup;

/** Puts canaries into the access topic: in the same transaction as what is remembered and told of them. */
record Planting(ProcessorContext<String, Object> context, int partition, int partitions, CanaryIds ids)
        implements ToCanary {

    /**
     * An access record of the detector's own.
     *
     * @param key of the record, as the user's own keyed records have it
     */
    @SuppressWarnings("ArrayRecordComponent") // it is on its way to a producer, and nobody compares two
    record Canary(byte[] key, byte[] value) {}

    @Override
    public String id(String issuer, long time) {
        return ids.next(issuer, time);
    }

    @Override
    public boolean isMine(TokenKey key) {
        return Routing.partition(key.text(), partitions) == partition;
    }

    @Override
    public void expect(Finding.Planted planted) {
        ForGroup found = new ForGroup.Found(planted, context.currentSystemTimeMs());
        Branch.JUDGED_FOUND.forward(context, planted.uid(), found);
    }

    @Override
    public void plant(TokenKey key, byte[] access) {
        Canary canary = new Canary(key.text().getBytes(StandardCharsets.UTF_8), access);
        Branch.CANARIES.forward(context, key.text(), canary);
    }
}

package org.forgedtoken.detector.topology;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.reading.PlainAccessReader;
import org.forgedtoken.detector.reading.PlainFields;
import org.forgedtoken.detector.step.Pause;
import org.forgedtoken.detector.step.ReadAccess;

/**
 * Where accesses take the hop to JUDGE: those that are stated plainly, nearly all, are written onto it out of their records,
 * and no object is made of them. The rest is read as ever. Not thread-safe.
 */
final class HopLane {
    private final PlainAccessReader reader;
    private final ReadAccess access;
    private final ReadEmit out;
    private final byte[] origin;
    private final PlainUse use = new PlainUse();
    private final Pause pause = new Pause();

    /** @param origin with which those of all records begin, up to their offsets */
    HopLane(PlainAccessReader reader, ReadAccess access, ReadEmit out, String origin) {
        this.reader = reader;
        this.access = access;
        this.out = out;
        this.origin = origin.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Takes in accesses that come together, each in its turn.
     *
     * @param turn as {@link ReadEmit#begin} is told
     * @param others takes in each that is not stated plainly
     */
    void take(
            List<ConsumerRecord<byte[], byte[]>> records,
            long turn,
            long now,
            Consumer<ConsumerRecord<byte[], byte[]>> others) {
        if (pause.skips(records.size())) {
            records.forEach(others);
            return;
        }
        int plain = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            PlainFields written = reader.readWhole(record.value(), now, use);
            if (written == null) {
                others.accept(record);
            } else {
                access.passed(use.time());
                out.begin(record, turn);
                out.plain(use, written, origin, record.offset());
                plain++;
            }
        }
        pause.saw(records.size(), plain);
    }
}

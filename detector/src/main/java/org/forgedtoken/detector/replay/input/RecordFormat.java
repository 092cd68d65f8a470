package org.forgedtoken.detector.replay.input;

import org.forgedtoken.detector.alert.CanaryIds;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.ListReader;
import org.forgedtoken.detector.reading.Reading;

/** Turns a record of a feed into a reading, which tells its time. */
public interface RecordFormat {
    /** Reads one record; never throws for what is in it. */
    Reading read(RawRecord record, String origin);

    /** Access records, where it is {@code now} by the wall clock; what a live detector has planted is skipped. */
    static RecordFormat access(AccessReader reader, CanaryIds canaries, long now) {
        return (record, origin) -> {
            Reading reading = reader.read(record.value(), origin, now);
            return reading instanceof Reading.Access read && canaries.isOne(read.access())
                    ? new Reading.Skipped()
                    : reading;
        };
    }

    /** Issuance records, where it is {@code now} by the wall clock; what a backfill has written is native. */
    static RecordFormat issuance(IssuanceReader reader, long now) {
        IssuanceReader backfill = reader.natively();
        return (record, origin) -> (record.isBackfilled() ? backfill : reader).read(record.value(), origin, now);
    }

    /** Records of keys or accounts, where it is {@code now} by the wall clock. */
    static RecordFormat list(ListReader reader, long now) {
        return (record, origin) -> reader.read(record.key(), record.value(), record.writtenAt(), now);
    }
}

package org.forgedtoken.detector.replay;

import org.forgedtoken.detector.alert.CanaryIds;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.AccessReading;
import org.forgedtoken.detector.reading.AccountReader;
import org.forgedtoken.detector.reading.AccountReading;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.IssuanceReading;
import org.forgedtoken.detector.reading.KeyReader;
import org.forgedtoken.detector.reading.KeyReading;

/**
 * Turns a record into a reading that tells its time.
 *
 * @param <R> what came of reading a line
 */
interface RecordFormat<R> {
    /** Reads one record; never throws for what is in it. */
    R read(RawRecord record, String origin);

    /** The event time, epoch ms, or {@link Times#UNKNOWN}. */
    long timeOf(R reading);

    /** The same of a record that is of no other use. */
    default long timeIn(RawRecord record, String origin) {
        return timeOf(read(record, origin));
    }

    /** Access records, where it is {@code now} by the wall clock; what a live detector has planted is skipped. */
    static RecordFormat<AccessReading> access(AccessReader reader, CanaryIds canaries, long now) {
        return new RecordFormat<>() {
            @Override
            public AccessReading read(RawRecord record, String origin) {
                AccessReading reading = reader.read(record.value(), origin, now);
                return reading instanceof AccessReading.Ok ok && canaries.isOne(ok.access())
                        ? new AccessReading.Skipped()
                        : reading;
            }

            @Override
            public long timeOf(AccessReading reading) {
                if (reading instanceof AccessReading.Ok ok) {
                    return ok.access().time();
                }
                if (reading instanceof AccessReading.Anonymous anonymous) {
                    return anonymous.time();
                }
                return reading instanceof AccessReading.Rejected rejected ? rejected.time() : Times.UNKNOWN;
            }
        };
    }

    /** Issuance records, where it is {@code now} by the wall clock; what a backfill has written is native. */
    static RecordFormat<IssuanceReading> issuance(IssuanceReader reader, long now) {
        IssuanceReader backfill = reader.natively();
        return new RecordFormat<>() {
            @Override
            public IssuanceReading read(RawRecord record, String origin) {
                return (record.isBackfilled() ? backfill : reader).read(record.value(), origin, now);
            }

            @Override
            public long timeOf(IssuanceReading reading) {
                if (reading instanceof IssuanceReading.Ok ok) {
                    return ok.issuance().time();
                }
                return reading instanceof IssuanceReading.Rejected rejected ? rejected.time() : Times.UNKNOWN;
            }
        };
    }

    /** Key records, where it is {@code now} by the wall clock. */
    static RecordFormat<KeyReading> keys(KeyReader reader, long now) {
        return new RecordFormat<>() {
            @Override
            public KeyReading read(RawRecord record, String origin) {
                return reader.read(record.key(), record.value(), record.writtenAt(), now);
            }

            @Override
            public long timeOf(KeyReading reading) {
                if (reading instanceof KeyReading.Ok ok) {
                    return ok.key().time();
                }
                if (reading instanceof KeyReading.Gone gone) {
                    return gone.time();
                }
                return reading instanceof KeyReading.Rejected rejected ? rejected.time() : Times.UNKNOWN;
            }
        };
    }

    /** Account records, where it is {@code now} by the wall clock. */
    static RecordFormat<AccountReading> accounts(AccountReader reader, long now) {
        return new RecordFormat<>() {
            @Override
            public AccountReading read(RawRecord record, String origin) {
                return reader.read(record.key(), record.value(), record.writtenAt(), now);
            }

            @Override
            public long timeOf(AccountReading reading) {
                if (reading instanceof AccountReading.Ok ok) {
                    return ok.account().time();
                }
                return reading instanceof AccountReading.Rejected rejected ? rejected.time() : Times.UNKNOWN;
            }
        };
    }
}

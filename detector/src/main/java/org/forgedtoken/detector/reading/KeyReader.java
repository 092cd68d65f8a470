package org.forgedtoken.detector.reading;

import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.KeyReading.Gone;
import org.forgedtoken.detector.reading.KeyReading.Ok;
import org.forgedtoken.detector.reading.KeyReading.Rejected;
import org.forgedtoken.detector.reading.jwt.BoundedText;
import org.jspecify.annotations.Nullable;

/** Reads the keys feed, native JSON. Safe for use by several threads. */
public final class KeyReader {
    private final ReadingPolicy policy;

    public KeyReader(ReadingPolicy policy) {
        this.policy = policy;
    }

    /**
     * Reads one record; never throws for what is in it.
     *
     * @param key the record's key, {@code <issuer>|<key id>} or the key id; null where there is none, as in a file
     * @param value null in a tombstone
     * @param writtenAt when the record was written, epoch ms: the time of a tombstone
     * @param wallClockMillis now, against which a time ahead is told
     */
    public KeyReading read(byte @Nullable [] key, byte @Nullable [] value, long writtenAt, long wallClockMillis) {
        ListedRecord record = new ListedRecord(key, value, wallClockMillis + policy.maxAheadMillis());
        try {
            if (record.isTombstone()) {
                ListedRecord.KeyName name = record.keyName();
                return new Gone(record.notAhead(writtenAt), name.issuer(), name.keyId());
            }
            record.parse();
            return new Ok(key(record));
        } catch (Refused refused) {
            return new Rejected(refused.reason(), record.excerpt(), record.readableTime());
        } catch (RuntimeException fault) {
            return new Rejected(RejectReason.READER_FAULT, Excerpt.of(fault), Times.UNKNOWN);
        }
    }

    private KeyRecord key(ListedRecord record) {
        Fields fields = record.fields();
        ListedRecord.KeyName name = record.keyName();
        return new KeyRecord(
                record.time(),
                name.issuer() == null ? BoundedText.of(policy.accessIssuer()) : name.issuer(),
                name.keyId(),
                record.state(KeyRecord.State.class, KeyRecord.State.ACTIVE),
                fields.time(NativeField.NOT_BEFORE),
                fields.time(NativeField.NOT_AFTER),
                fields.time(NativeField.AT_RISK_SINCE));
    }
}

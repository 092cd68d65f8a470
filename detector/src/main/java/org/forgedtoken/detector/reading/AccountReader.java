package org.forgedtoken.detector.reading;

import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.AccountReading.Ok;
import org.forgedtoken.detector.reading.AccountReading.Rejected;
import org.forgedtoken.detector.reading.jwt.BoundedText;
import org.jspecify.annotations.Nullable;

/** Reads the accounts feed, native JSON. Safe for use by several threads. */
public final class AccountReader {
    private final ReadingPolicy policy;

    public AccountReader(ReadingPolicy policy) {
        this.policy = policy;
    }

    /**
     * Reads one record; never throws for what is in it.
     *
     * @param key the record's key, the account id; null where there is none, as in a file
     * @param value null in a tombstone: the account is deleted
     * @param writtenAt when the record was written, epoch ms: the time of a tombstone
     * @param wallClockMillis now, against which a time ahead is told
     */
    public AccountReading read(byte @Nullable [] key, byte @Nullable [] value, long writtenAt, long wallClockMillis) {
        ListedRecord record = new ListedRecord(key, value, wallClockMillis + policy.maxAheadMillis());
        try {
            if (record.isTombstone()) {
                return new Ok(new AccountRecord(
                        record.notAhead(writtenAt), record.name(NativeField.ACCOUNT_ID), AccountRecord.State.DELETED));
            }
            record.parse();
            String accountClass = record.fields().text(NativeField.CLASS);
            return new Ok(new AccountRecord(
                    record.time(),
                    record.name(NativeField.ACCOUNT_ID),
                    record.state(AccountRecord.State.class, AccountRecord.State.ACTIVE),
                    record.fields().time(NativeField.NOT_BEFORE),
                    accountClass == null ? null : BoundedText.of(accountClass),
                    false));
        } catch (Refused refused) {
            return new Rejected(refused.reason(), record.excerpt(), record.readableTime());
        } catch (RuntimeException fault) {
            return new Rejected(RejectReason.READER_FAULT, Excerpt.of(fault), Times.UNKNOWN);
        }
    }
}

package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.util.List;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.AccountHistory;
import org.forgedtoken.detector.rule.AccountHistory.Change;

/** The bytes of what is known of an account; an earlier program wrote no more than its changes. */
public final class AccountHistoryCodec implements Codec<AccountHistory> {
    @Override
    public void write(AccountHistory history, ByteWriter out) {
        Wire.list(history.changes(), AccountHistoryCodec::change, out);
        out.writeLong(history.since());
        Wire.optional(history.accountClass(), out);
        out.writeLong(history.classSince());
    }

    @Override
    public AccountHistory read(ByteReader in) throws IOException {
        List<Change> changes = Wire.list(AccountHistoryCodec::change, in);
        return in.rest() == 0
                ? new AccountHistory(changes, AccountHistory.NEVER, null, Times.UNKNOWN)
                : new AccountHistory(changes, in.readLong(), Wire.optional(in), in.readLong());
    }

    private static void change(Change change, ByteWriter out) {
        out.writeLong(change.since());
        out.writeBoolean(change.exists());
    }

    private static Change change(ByteReader in) throws IOException {
        return new Change(in.readLong(), in.readBoolean());
    }
}

package org.forgedtoken.detector.topology.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.forgedtoken.detector.rule.AccountHistory;
import org.forgedtoken.detector.rule.AccountHistory.Change;

/** The bytes of what is known of an account. */
public final class AccountHistoryCodec implements Codec<AccountHistory> {
    @Override
    public void write(AccountHistory history, DataOutput out) throws IOException {
        Wire.list(history.changes(), AccountHistoryCodec::change, out);
    }

    @Override
    public AccountHistory read(DataInput in) throws IOException {
        return new AccountHistory(Wire.list(AccountHistoryCodec::change, in));
    }

    private static void change(Change change, DataOutput out) throws IOException {
        out.writeLong(change.since());
        out.writeBoolean(change.exists());
    }

    private static Change change(DataInput in) throws IOException {
        return new Change(in.readLong(), in.readBoolean());
    }
}

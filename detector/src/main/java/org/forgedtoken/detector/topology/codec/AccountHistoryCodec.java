package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.rule.AccountHistory;
import org.forgedtoken.detector.rule.AccountHistory.Change;

/** The bytes of what is known of an account. */
public final class AccountHistoryCodec implements Codec<AccountHistory> {
    @Override
    public void write(AccountHistory history, ByteWriter out) {
        Wire.list(history.changes(), AccountHistoryCodec::change, out);
    }

    @Override
    public AccountHistory read(ByteReader in) throws IOException {
        return new AccountHistory(Wire.list(AccountHistoryCodec::change, in));
    }

    private static void change(Change change, ByteWriter out) {
        out.writeLong(change.since());
        out.writeBoolean(change.exists());
    }

    private static Change change(ByteReader in) throws IOException {
        return new Change(in.readLong(), in.readBoolean());
    }
}

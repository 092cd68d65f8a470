package org.forgedtoken.detector.topology.store;

import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.forgedtoken.detector.judge.CompactLedger;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.TokenHash;
import org.forgedtoken.detector.ledger.TokenTable;

/** A task's ledger in memory: read as the table that it is, written through the store that logs it. Not thread-safe. */
public final class LoggedLedger extends CompactLedger {
    private final TokenTable table;
    private final LedgerPacks packs;
    private final KeyValueStore<Bytes, byte[]> logged;

    /**
     * One with what was restored.
     *
     * @param packs in the changelog
     * @param logged the store around the table
     */
    LoggedLedger(TokenTable table, LedgerPacks packs, KeyValueStore<Bytes, byte[]> logged) {
        super(table);
        this.table = table;
        this.packs = packs;
        this.logged = logged;
    }

    @Override
    protected void put(TokenHash hash, IssuedToken token, byte[] value) {
        if (!token.isAsIssued()) {
            flush(); // its issuance may be in the open pack, and must not come behind this
            logged.put(bytes(hash), value);
            return;
        }
        table.put(hash, value);
        if (packs.add(hash, token, value)) {
            flush();
        }
    }

    @Override
    public void flush() {
        packs.flush(logged::put);
    }

    @Override
    public void sweep(int limit, Predicate<IssuedToken> obsolete) {
        if (table.sweep(limit, token -> packs.mayGo(token, obsolete.test(token)), this::remove)) {
            packs.endWalk(logged::delete);
        }
    }

    private void remove(TokenHash hash) {
        IssuedToken token = table.get(hash);
        if (token != null && token.isAsIssued()) {
            table.remove(hash);
        } else {
            logged.delete(bytes(hash));
        }
    }

    public static Bytes bytes(TokenHash hash) {
        return Bytes.wrap(hash.bytes());
    }
}

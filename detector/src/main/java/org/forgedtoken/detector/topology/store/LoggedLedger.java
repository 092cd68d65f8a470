package org.forgedtoken.detector.topology.store;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.judge.Ledger;
import org.forgedtoken.detector.ledger.ExpectedTokens;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.TokenForm;
import org.forgedtoken.detector.ledger.TokenHash;
import org.forgedtoken.detector.ledger.TokenTable;
import org.jspecify.annotations.Nullable;

/** A task's ledger in memory: read as the table that it is, written through the store that logs it. Not thread-safe. */
public final class LoggedLedger implements Ledger {
    private final TokenTable table;
    private final KeyValueStore<Bytes, byte[]> logged;
    private final ExpectedTokens tokens;
    private final TokenForm form = new TokenForm();

    /** @param logged the store around the table */
    LoggedLedger(TokenTable table, KeyValueStore<Bytes, byte[]> logged) {
        this.table = table;
        this.tokens = new ExpectedTokens(table);
        this.logged = logged;
    }

    @Override
    public @Nullable IssuedToken get(TokenKey key) {
        return table.get(tokens.hash(key));
    }

    @Override
    public void expect(List<TokenKey> keys) {
        tokens.expect(keys);
    }

    @Override
    public void each(int count, IntFunction<byte[]> keys, ExpectedTokens.Visitor visitor) {
        tokens.each(count, keys, visitor);
    }

    @Override
    public void put(TokenKey key, IssuedToken token) {
        logged.put(bytes(tokens.hash(key)), form.bytes(token));
    }

    @Override
    public void forEach(Consumer<IssuedToken> visitor) {
        table.forEach(visitor);
    }

    @Override
    public void sweep(int limit, Predicate<IssuedToken> obsolete) {
        table.sweep(limit, obsolete, hash -> logged.delete(bytes(hash)));
    }

    @Override
    public long size() {
        return table.size();
    }

    public static Bytes bytes(TokenHash hash) {
        return Bytes.wrap(hash.bytes());
    }
}

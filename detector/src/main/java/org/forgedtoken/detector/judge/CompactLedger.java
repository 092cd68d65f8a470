package org.forgedtoken.detector.judge;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.ExpectedTokens;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.TokenForm;
import org.forgedtoken.detector.ledger.TokenHash;
import org.forgedtoken.detector.ledger.TokenTable;
import org.jspecify.annotations.Nullable;

/** A ledger in memory; this one is of one run. Not thread-safe. */
public class CompactLedger implements Ledger {
    private final TokenTable table;
    private final ExpectedTokens tokens;
    private final TokenForm form = new TokenForm();

    public CompactLedger() {
        this(new TokenTable());
    }

    protected CompactLedger(TokenTable table) {
        this.table = table;
        this.tokens = new ExpectedTokens(table);
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
    public final void put(TokenKey key, IssuedToken token) {
        put(tokens.hash(key), token, form.bytes(token));
    }

    /** Puts the token, of which these are the bytes. */
    protected void put(TokenHash hash, IssuedToken token, byte[] value) {
        table.put(hash, value);
    }

    @Override
    public void forEach(Consumer<IssuedToken> visitor) {
        table.forEach(visitor);
    }

    @Override
    public void sweep(int limit, Predicate<IssuedToken> obsolete) {
        table.sweep(limit, obsolete, table::remove);
    }

    @Override
    public long size() {
        return table.size();
    }
}

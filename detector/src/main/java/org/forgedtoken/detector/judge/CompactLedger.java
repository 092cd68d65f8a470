package org.forgedtoken.detector.judge;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.ExpectedTokens;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.TokenForm;
import org.forgedtoken.detector.ledger.TokenTable;
import org.jspecify.annotations.Nullable;

/** The ledger in the memory of one run. Not thread-safe. */
public final class CompactLedger implements Ledger {
    private final TokenTable table = new TokenTable();
    private final ExpectedTokens tokens = new ExpectedTokens(table);
    private final TokenForm form = new TokenForm();

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
        table.put(tokens.hash(key), form.bytes(token));
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

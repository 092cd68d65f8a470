package org.forgedtoken.detector.ledger;

import java.util.List;
import java.util.function.IntFunction;
import org.forgedtoken.detector.feed.TokenKey;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of token keys, each made once where a table was told which are asked for next; and what the table has of these
 * is on its way by then. Not thread-safe.
 */
public final class ExpectedTokens {
    /** So many are fetched at a time: of more, the first would be out of the cache again before its turn. */
    private static final int MOST = 64;

    private final TokenTable table;
    private final BriefEntry entry = new BriefEntry();
    private final TokenHashing hashing = new TokenHashing();
    private List<TokenKey> expected = List.of();
    private TokenHash[] hashes = {};
    /** Which of those that are expected was asked for last. */
    private int at;

    @SuppressWarnings("UnusedVariable") // written so that the JIT does not take the looking for work that nobody needs
    private int seen;

    /** Of the tokens of this table. */
    public ExpectedTokens(TokenTable table) {
        this.table = table;
    }

    /** From here on these keys are asked for, in this order. */
    public void expect(List<TokenKey> keys) {
        expected = keys;
        at = 0;
        if (hashes.length < keys.size()) {
            hashes = new TokenHash[keys.size()];
        }
        for (int i = 0; i < keys.size(); i++) {
            hashes[i] = hashing.of(keys.get(i));
        }
        seen += table.fetch(hashes, keys.size());
    }

    /** Is shown an entry, where it lies. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Is shown one entry.
         *
         * @param number of the key among those that were asked for
         * @param entry null where there is none of a token that was issued once
         */
        void entry(int number, @Nullable BriefEntry entry);
    }

    /** Shows the entry of each of these keys, texts in ASCII, as it is when its turn has come. */
    public void each(int count, IntFunction<byte[]> keys, Visitor visitor) {
        expected = List.of();
        for (int from = 0; from < count; from += MOST) {
            TokenHash[] some = new TokenHash[Math.min(MOST, count - from)];
            for (int i = 0; i < some.length; i++) {
                some[i] = hashing.of(keys.apply(from + i));
            }
            seen += table.fetch(some, some.length);
            for (int i = 0; i < some.length; i++) {
                visitor.entry(from + i, table.see(some[i], entry) ? entry : null);
            }
        }
    }

    /** The key's hash. What is expected is asked for in its order, perhaps several times each, and others in between. */
    public TokenHash hash(TokenKey key) {
        for (int i = at; i < expected.size() && i <= at + 1; i++) {
            if (expected.get(i).equals(key)) {
                at = i;
                return hashes[i];
            }
        }
        return hashing.of(key);
    }
}

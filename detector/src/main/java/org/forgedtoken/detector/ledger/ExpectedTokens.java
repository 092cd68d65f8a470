package org.forgedtoken.detector.ledger;

import java.util.List;
import org.forgedtoken.detector.feed.TokenKey;

/**
 * The hashes of token keys, each made once where a table was told which are asked for next; and what the table has of these
 * is on its way by then. Not thread-safe.
 */
public final class ExpectedTokens {
    private final TokenTable table;
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

package org.forgedtoken.detector.judge;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.ExpectedTokens;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.jspecify.annotations.Nullable;

/**
 * What the issuance feed has said of each token that lives: the large state. Entries are found by their key, and do not
 * tell it. What was put and flushed is there after a restart.
 */
public interface Ledger {
    @Nullable
    IssuedToken get(TokenKey key);

    /**
     * Says which entries are asked for next, in this order: a ledger whose entries lie all over memory waits for several of
     * them at a time instead of one after another.
     */
    default void expect(List<TokenKey> keys) {}

    /**
     * Shows the entry of each of these tokens where it lies, as it is when its turn has come; null of each where entries do not
     * lie in memory.
     *
     * @param keys the texts of token keys in ASCII, by number
     */
    default void each(int count, IntFunction<byte[]> keys, ExpectedTokens.Visitor visitor) {
        for (int i = 0; i < count; i++) {
            visitor.entry(i, null);
        }
    }

    /** What is put is lost by a crash before {@link #flush}. */
    void put(TokenKey key, IssuedToken token);

    /** Behind what came together. */
    default void flush() {}

    /** Visits all entries, in no order that matters; the ledger must not be changed meanwhile. */
    void forEach(Consumer<IssuedToken> visitor);

    /** Goes on where it last stopped, and removes what is obsolete among the next {@code limit} entries or so. */
    void sweep(int limit, Predicate<IssuedToken> obsolete);

    /** How many entries there are, or nearly so. */
    long size();
}

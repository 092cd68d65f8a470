package org.forgedtoken.detector.step;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.jspecify.annotations.Nullable;

/** The ledger in a store by the keys' text. */
public record StoredLedger(Store<IssuedToken> store) implements Ledger {
    @Override
    public @Nullable IssuedToken get(TokenKey key) {
        return store.get(key.text());
    }

    @Override
    public void put(TokenKey key, IssuedToken token) {
        store.put(key.text(), token);
    }

    @Override
    public void forEach(Consumer<IssuedToken> visitor) {
        store.forEach((key, token) -> visitor.accept(token));
    }

    @Override
    public void sweep(int limit, Predicate<IssuedToken> obsolete) {
        store.sweep(limit, (key, token) -> obsolete.test(token));
    }

    @Override
    public long size() {
        return store.size();
    }
}

package org.forgedtoken.detector.topology.store;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.judge.Ledger;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.TokenForm;
import org.forgedtoken.detector.ledger.TokenHashing;
import org.jspecify.annotations.Nullable;

/**
 * A task's ledger as another thread sees it: only to be asked for one token. Throws {@link
 * org.apache.kafka.streams.errors.InvalidStateStoreException} where the task has gone to another instance. Safe for use by
 * several threads.
 */
public record QueriedLedger(ReadOnlyKeyValueStore<Bytes, byte[]> store) implements Ledger {
    @Override
    public @Nullable IssuedToken get(TokenKey key) {
        byte[] value = store.get(LoggedLedger.bytes(new TokenHashing().of(key)));
        return value == null ? null : TokenForm.token(value);
    }

    @Override
    public long size() {
        return store.approximateNumEntries();
    }

    @Override
    public void put(TokenKey key, IssuedToken token) {
        throw onlyToBeAsked();
    }

    @Override
    public void forEach(Consumer<IssuedToken> visitor) {
        throw onlyToBeAsked();
    }

    @Override
    public void sweep(int limit, Predicate<IssuedToken> obsolete) {
        throw onlyToBeAsked();
    }

    private static UnsupportedOperationException onlyToBeAsked() {
        return new UnsupportedOperationException("only the task itself walks through its ledger and writes it");
    }
}

package org.forgedtoken.detector.topology.store;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.judge.Ledger;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.TokenForm;
import org.forgedtoken.detector.ledger.TokenHashing;
import org.jspecify.annotations.Nullable;

/** A task's ledger on disk, for more tokens than the memory holds; keys and values are those in memory. Not thread-safe. */
final class DiskLedger implements Ledger {
    private final KeyValueStore<Bytes, byte[]> store;
    private final TokenHashing hashing = new TokenHashing();
    private final TokenForm form = new TokenForm();
    /** Where the next sweep goes on; no iterator is held open, which would keep what was deleted on disk. */
    private @Nullable Bytes swept;

    DiskLedger(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    @Override
    public @Nullable IssuedToken get(TokenKey key) {
        byte[] value = store.get(LoggedLedger.bytes(hashing.of(key)));
        return value == null ? null : TokenForm.token(value);
    }

    @Override
    public void put(TokenKey key, IssuedToken token) {
        store.put(LoggedLedger.bytes(hashing.of(key)), form.bytes(token));
    }

    @Override
    public void forEach(Consumer<IssuedToken> visitor) {
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                visitor.accept(TokenForm.token(all.next().value));
            }
        }
    }

    @Override
    public void sweep(int limit, Predicate<IssuedToken> obsolete) {
        try (KeyValueIterator<Bytes, byte[]> some = store.range(swept, null)) {
            for (int i = 0; i < limit && some.hasNext(); i++) {
                KeyValue<Bytes, byte[]> entry = some.next();
                if (obsolete.test(TokenForm.token(entry.value))) {
                    store.delete(entry.key);
                }
            }
            swept = some.hasNext() ? some.peekNextKey() : null;
        }
    }

    @Override
    public long size() {
        return store.approximateNumEntries();
    }
}

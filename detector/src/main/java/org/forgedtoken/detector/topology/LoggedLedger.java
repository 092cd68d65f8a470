package org.forgedtoken.detector.topology;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.TokenForm;
import org.forgedtoken.detector.ledger.TokenHash;
import org.forgedtoken.detector.ledger.TokenHashing;
import org.forgedtoken.detector.ledger.TokenTable;
import org.forgedtoken.detector.step.Ledger;
import org.jspecify.annotations.Nullable;

/** A task's ledger in memory: read as the table that it is, written through the store that logs it. Not thread-safe. */
final class LoggedLedger implements Ledger {
    private final TokenTable table;
    private final KeyValueStore<Bytes, byte[]> logged;
    private final TokenHashing hashing = new TokenHashing();
    private final TokenForm form = new TokenForm();
    private List<TokenKey> expected = List.of();
    private TokenHash[] hashes = {};
    /** Which of those that are expected was asked for last. */
    private int at;

    @SuppressWarnings("UnusedVariable") // written so that the JIT does not take the looking for work that nobody needs
    private int seen;

    /** @param logged the store around the table */
    LoggedLedger(TokenTable table, KeyValueStore<Bytes, byte[]> logged) {
        this.table = table;
        this.logged = logged;
    }

    @Override
    public @Nullable IssuedToken get(TokenKey key) {
        return table.get(hash(key));
    }

    @Override
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

    @Override
    public void put(TokenKey key, IssuedToken token) {
        logged.put(bytes(hash(key)), form.bytes(token));
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

    /** Asked for in the order in which they were expected, perhaps several times each, and others in between. */
    private TokenHash hash(TokenKey key) {
        for (int i = at; i < expected.size() && i <= at + 1; i++) {
            if (expected.get(i).equals(key)) {
                at = i;
                return hashes[i];
            }
        }
        return hashing.of(key);
    }

    static Bytes bytes(TokenHash hash) {
        return Bytes.wrap(hash.bytes());
    }
}

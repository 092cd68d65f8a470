package org.forgedtoken.detector.topology;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.forgedtoken.detector.ledger.TokenHash;
import org.forgedtoken.detector.ledger.TokenTable;
import org.jspecify.annotations.Nullable;

/** All entries of a ledger, one after the other; nothing is copied before it is asked for. */
final class LedgerIterator implements KeyValueIterator<Bytes, byte[]> {
    private final TokenTable table;
    private final Iterator<TokenHash> hashes;
    private @Nullable KeyValue<Bytes, byte[]> ahead;

    LedgerIterator(TokenTable table) {
        this.table = table;
        this.hashes = table.hashes();
    }

    @Override
    public boolean hasNext() {
        return ahead() != null;
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
        KeyValue<Bytes, byte[]> entry = there();
        ahead = null;
        return entry;
    }

    @Override
    public Bytes peekNextKey() {
        return there().key;
    }

    @Override
    public void close() {
        // holds nothing
    }

    private KeyValue<Bytes, byte[]> there() {
        KeyValue<Bytes, byte[]> entry = ahead();
        if (entry == null) {
            throw new NoSuchElementException();
        }
        return entry;
    }

    private @Nullable KeyValue<Bytes, byte[]> ahead() {
        while (ahead == null && hashes.hasNext()) {
            TokenHash hash = hashes.next();
            byte[] value = table.value(hash);
            if (value != null) {
                ahead = KeyValue.pair(Bytes.wrap(hash.bytes()), value);
            }
        }
        return ahead;
    }
}

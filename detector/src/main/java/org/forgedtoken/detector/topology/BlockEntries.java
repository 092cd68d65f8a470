package org.forgedtoken.detector.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.TokenHashing;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.ocsf.BlockJson;
import org.forgedtoken.detector.topology.store.LoggedLedger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the block list in every instance, in memory, and of each entry nothing but why and until when, under a hash of its
 * key: a flood of tokens that nobody has issued makes as many entries.
 */
final class BlockEntries extends ContextualProcessor<String, byte[], Void, Void> {
    private static final Pattern RULE = Pattern.compile("[a-z0-9-]{1,64}");
    private static final String UNTOLD = "blocked";

    private final TokenHashing hashing = new TokenHashing();
    private final Meters meters;

    BlockEntries(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void process(Record<String, byte[]> entry) {
        if (entry.key() == null) {
            return; // nobody's: who may write to the topic must not be able to stop every instance by it
        }
        KeyValueStore<Bytes, byte[]> entries = context().getStateStore(Memories.BLOCK_LIST);
        Bytes key = key(hashing, entry.key());
        boolean was = entries.get(key) != null;
        boolean is = entry.value() != null;
        if (is) {
            entries.put(key, kept(BlockJson.read(entry.value())));
        } else {
            entries.delete(key);
        }
        if (is != was) {
            meters.level(Meter.BLOCK_ENTRIES, kind(entry.key())).add(is ? 1 : -1);
        }
    }

    /** What an entry of this key is of, as metrics say it; no encoded issuer holds a colon. */
    private static String kind(String key) {
        return key.startsWith("digest:") ? "digest" : key.startsWith("key:") ? "key" : "token";
    }

    /** Why this key is blocked at {@code now} (epoch ms), or null where it is not. */
    static @Nullable String reason(ReadOnlyKeyValueStore<Bytes, byte[]> entries, String key, long now) {
        byte[] kept = entries.get(key(new TokenHashing(), key));
        if (kept == null) {
            return null;
        }
        long until = ByteBuffer.wrap(kept).getLong();
        return Times.known(until) && until < now
                ? null
                : new String(kept, Long.BYTES, kept.length - Long.BYTES, StandardCharsets.US_ASCII);
    }

    private static byte[] kept(BlockJson.Enforced value) {
        String told = value.reason();
        byte[] reason =
                (told != null && RULE.matcher(told).matches() ? told : UNTOLD).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Long.BYTES + reason.length)
                .putLong(value.until())
                .put(reason)
                .array();
    }

    private static Bytes key(TokenHashing hashing, String key) {
        return LoggedLedger.bytes(hashing.of(TokenKey.parse(key)));
    }
}

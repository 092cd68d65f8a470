package org.forgedtoken.detector.topology.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.forgedtoken.detector.feed.Recent;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.forgedtoken.detector.ledger.TokenHash;
import org.forgedtoken.detector.ledger.TokenTable;
import org.forgedtoken.detector.topology.codec.ByteReader;
import org.forgedtoken.detector.topology.codec.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * How a ledger's changelog holds tokens as they were issued: those that came together and expire in one hour are one record,
 * since a record a token costs more than all that is done with the token. Its key is the hour and a number. Whatever is
 * known of a token beyond that is a record of its own behind the pack, and goes after it; the packs of an hour go together,
 * once a walk through the ledger has met no token that is only there. Not thread-safe.
 */
final class LedgerPacks {
    private static final int KEY = 2 * Integer.BYTES;
    private static final long HOUR = 3_600_000;
    /** Bytes, but for one that alone has more. */
    private static final int FULL = 256 * 1024;

    /** By hour, how many are in the changelog, or were. */
    private final Map<Integer, Integer> logged = new HashMap<>();

    private final Map<Integer, ByteWriter> open = new HashMap<>();
    /** The open pack that was put into last, and its hour. */
    private @Nullable ByteWriter pack;

    private int hour;
    /** Hours of tokens that were put, or met, since the walk through the ledger began. */
    private final Set<Integer> needed = new HashSet<>();

    /** Whether a changelog's key is that of a pack, and not a token's. */
    static boolean isKey(byte[] key) {
        return key.length == KEY;
    }

    /** Takes in a pack of the changelog. */
    void restore(byte[] key, byte[] value, TokenTable table) {
        ByteBuffer hourAndNumber = ByteBuffer.wrap(key);
        logged.merge(hourAndNumber.getInt(), hourAndNumber.getInt() + 1, Math::max);
        ByteReader in = new ByteReader(value, Recent.NONE);
        try {
            while (in.rest() > 0) {
                table.put(new TokenHash(in.readLong(), in.readInt()), in.readBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a token {@link IssuedToken#isAsIssued} into the open pack of its hour; returns whether that is full. */
    boolean add(TokenHash hash, IssuedToken token, byte[] value) {
        int expiry = hour(token.statements().get(0));
        ByteWriter into = pack;
        if (into == null || expiry != hour) {
            into = open.computeIfAbsent(expiry, h -> new ByteWriter());
            needed.add(expiry);
            pack = into;
            hour = expiry;
        }
        into.writeLong(hash.high());
        into.writeInt(hash.low());
        into.writeBytes(value);
        return into.size() >= FULL;
    }

    /** Logs the open packs. */
    void flush(BiConsumer<Bytes, byte[]> log) {
        open.forEach((expiry, tokens) -> {
            if (tokens.size() > 0) {
                int number = logged.merge(expiry, 1, Integer::sum) - 1;
                log.accept(key(expiry, number), tokens.toByteArray());
                tokens.clear();
            }
        });
    }

    /** Whether an entry that was met may go; one that must not keeps its pack. */
    boolean mayGo(IssuedToken token, boolean isObsolete) {
        if (token.isAsIssued()) {
            if (!isObsolete) {
                needed.add(hour(token.statements().get(0)));
            }
            return isObsolete;
        }
        return isObsolete && token.statements().stream().noneMatch(statement -> logged.containsKey(hour(statement)));
    }

    /** All entries have been met, and no pack is open: deletes what none of them needs. */
    void endWalk(Consumer<Bytes> delete) {
        logged.entrySet().removeIf(packs -> {
            boolean isOver = !needed.contains(packs.getKey());
            if (isOver) {
                IntStream.range(0, packs.getValue()).forEach(number -> delete.accept(key(packs.getKey(), number)));
            }
            return isOver;
        });
        needed.clear();
        open.clear();
        pack = null;
    }

    private static int hour(Statement statement) {
        return (int) Math.floorDiv(statement.claims().expiresAt(), HOUR);
    }

    private static Bytes key(int hour, int number) {
        return Bytes.wrap(ByteBuffer.allocate(KEY).putInt(hour).putInt(number).array());
    }
}

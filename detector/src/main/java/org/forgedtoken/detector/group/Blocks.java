package org.forgedtoken.detector.group;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.ForWrite;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.VariantName;
import org.jspecify.annotations.Nullable;

/**
 * The block entries: placed with an alert, renewed on use, removed when the accusation falls or time has passed. Of what
 * somebody expects they are remembered, and not placed: that may be taken back.
 */
final class Blocks {
    private static final int SWEEP = 1_000;
    /** Event time between two sweeps, in ms: marks come many times a second. */
    private static final long SWEEP_AFTER = 200;

    private final Store<Block> store;
    private final long blockMax;
    private final Emit out;
    private long swept;

    Blocks(Store<Block> store, long blockMax, Emit out) {
        this.store = store;
        this.blockMax = blockMax;
        this.out = out;
    }

    /** @param expected whether somebody said that nothing is wrong with it: then nobody is kept out */
    void used(Finding.Use use, String uid, boolean expected) {
        String key = use.blockKey();
        AccessRecord access = use.evidence().access();
        if (key == null || access == null) {
            return;
        }
        long until = use.last() + blockMax;
        Block before = store.get(key);
        BlockEntry entry = before == null
                ? new BlockEntry(key, access.token(), use.key().rule(), uid, use.first(), until)
                : before.entry().renewed(use.first(), until);
        stand(entry, before, expected);
    }

    /** An entry as it should stand now, in the place of the one of the same key. */
    void stand(BlockEntry entry) {
        stand(entry, store.get(entry.key()), false);
    }

    private void stand(BlockEntry entry, @Nullable Block before, boolean expected) {
        Block known = new Block(entry, before == null ? Times.UNKNOWN : before.writtenUntil());
        Block now = expected ? known : known.told(blockMax);
        store.put(entry.key(), now);
        if (!now.equals(known)) {
            out.to(Channel.OUTPUT, new ForWrite.Blocked(entry));
        }
    }

    /** Somebody found that nothing is wrong. */
    void lift(String key) {
        Block block = store.get(key);
        if (block != null && block.isPlaced()) {
            store.put(key, new Block(block.entry(), Times.UNKNOWN));
            out.to(Channel.OUTPUT, new ForWrite.Unblocked(key));
        }
    }

    /** That was taken back: the entry stands with all uses, unless the accusation has fallen or its time has passed. */
    void placeAgain(String key) {
        Block block = store.get(key);
        if (block != null && !block.isPlaced() && block.entry().until() >= swept) {
            store.put(key, block.told(blockMax));
            out.to(Channel.OUTPUT, new ForWrite.Blocked(block.entry()));
        }
    }

    /**
     * The accusation of a token has fallen that an alert tells of together with others: its block entry is its own all the
     * same.
     *
     * @param content as in {@link Finding.Withdrawn}
     */
    void acquitted(AlertKey accusation, @Nullable String content) {
        String entity = accusation.entity();
        if (content != null && accusation.rule() == Rule.TOKEN_WITHOUT_ID) {
            removeIfThere(TokenKey.ofDigest(VariantName.variant(content)).text());
            return;
        }
        if (accusation.rule() == Rule.TOKEN_NEVER_ISSUED) {
            removeIfThere(entity);
        } else if (accusation.rule() == Rule.TOKEN_ALTERED) {
            removeIfThere(TokenKey.ofDigest(entity.substring(entity.lastIndexOf('|') + 1))
                    .text());
        }
    }

    void removeIfThere(String key) {
        if (store.has(key)) {
            remove(key);
        }
    }

    void remove(String key) {
        store.remove(key);
        out.to(Channel.OUTPUT, new ForWrite.Unblocked(key));
    }

    /** Removes those whose keys begin so and whose time is over at {@code now}. */
    void removeOver(String prefix, long now) {
        List<String> over = new ArrayList<>();
        store.forEach((key, block) -> {
            if (key.startsWith(prefix) && block.entry().until() < now) {
                over.add(key);
            }
        });
        over.forEach(this::remove);
    }

    /** Accesses have been read up to here; at the end of all reading every entry is brought up to date. */
    void readTo(long position) {
        if (position == PositionMark.END) {
            store.forEach((key, block) -> {
                if (block.isPlaced() && block.entry().until() != block.writtenUntil()) {
                    out.to(Channel.OUTPUT, new ForWrite.Blocked(block.entry()));
                }
            });
            return;
        }
        if (position - swept < SWEEP_AFTER) {
            return;
        }
        swept = position;
        store.sweep(SWEEP, (key, block) -> {
            boolean over = block.entry().until() < position;
            if (over && block.isPlaced()) {
                out.to(Channel.OUTPUT, new ForWrite.Unblocked(key));
            }
            return over;
        });
    }
}

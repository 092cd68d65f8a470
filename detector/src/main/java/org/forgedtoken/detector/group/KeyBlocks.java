package org.forgedtoken.detector.group;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.ForWrite;
import org.forgedtoken.detector.step.Store;

/**
 * Blocks a signing key for as long as a verified incident of it is open, where {@code block.keys} asks for it, by
 * what is told of it. Nothing unverified blocks a key: an attacker could name any. Not thread-safe.
 */
final class KeyBlocks {
    private static final String KEYS = "key:";

    private final boolean asked;
    private final long blockMax;
    private final Store<Block> store;
    private final Emit out;

    /**
     * Takes up the entries as they were left.
     *
     * @param store by block key; may hold other entries than those of keys
     */
    KeyBlocks(Settings settings, Store<Block> store, Emit out) {
        this.asked = settings.get(Catalogue.BLOCK_KEYS);
        this.blockMax = settings.millis(Catalogue.BLOCK_MAX);
        this.store = store;
        this.out = out;
    }

    /** An incident was written. */
    void incident(Incident incident) {
        if (incident.key() instanceof IncidentKey.OfKey key) {
            String name = TokenKey.ofSigningKey(key.issuer(), key.keyId());
            if (asked && incident.verified() && incident.isOpen()) {
                place(name, key, incident);
            } else {
                remove(name);
            }
        }
    }

    /** Removes entries whose time is over. */
    void wake(long now) {
        List<String> over = new ArrayList<>();
        store.forEach((key, block) -> {
            if (key.startsWith(KEYS) && block.entry().until() < now) {
                over.add(key);
            }
        });
        over.forEach(this::remove);
    }

    private void place(String name, IncidentKey.OfKey key, Incident incident) {
        long until = incident.scope().last() + blockMax;
        TokenClaims token =
                new TokenClaims(key.issuer(), null, false, null, null, null, key.keyId(), Times.UNKNOWN, Times.UNKNOWN);
        Rule reason = incident.newest().isEmpty()
                ? Rule.TOKEN_NEVER_ISSUED
                : incident.newest().get(0).rule();
        BlockEntry entry = new BlockEntry(
                name, token, reason, incident.key().uid(), incident.scope().first(), until);
        Block before = store.get(name);
        Block known = new Block(entry, before == null ? Times.UNKNOWN : before.writtenUntil());
        Block now = known.told(blockMax);
        store.put(name, now);
        if (!now.equals(known)) {
            out.to(Channel.OUTPUT, new ForWrite.Blocked(entry));
        }
    }

    private void remove(String name) {
        if (store.has(name)) {
            store.remove(name);
            out.to(Channel.OUTPUT, new ForWrite.Unblocked(name));
        }
    }
}

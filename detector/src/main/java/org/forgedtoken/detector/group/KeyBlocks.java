package org.forgedtoken.detector.group;

import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.Rule;

/**
 * Blocks a signing key for as long as a verified incident of it is open, where {@code block.keys} asks for it, by
 * what is told of it. Nothing unverified blocks a key: an attacker could name any. Not thread-safe.
 *
 * @param asked whether it does
 * @param blocks may hold other entries than those of keys
 */
record KeyBlocks(boolean asked, long blockMax, Blocks blocks) {
    private static final String KEYS = "key:";

    /** An incident was written. */
    void incident(Incident incident) {
        if (incident.key() instanceof IncidentKey.OfKey key) {
            String name = TokenKey.ofSigningKey(key.issuer(), key.keyId());
            if (asked && incident.verified() && incident.isOpen()) {
                blocks.stand(entry(name, key, incident));
            } else {
                blocks.removeIfThere(name);
            }
        }
    }

    /** Removes entries whose time is over. */
    void wake(long now) {
        blocks.removeOver(KEYS, now);
    }

    private BlockEntry entry(String name, IncidentKey.OfKey key, Incident incident) {
        TokenClaims token =
                new TokenClaims(key.issuer(), null, false, null, null, null, key.keyId(), Times.UNKNOWN, Times.UNKNOWN);
        Rule reason = incident.newest().isEmpty()
                ? Rule.TOKEN_NEVER_ISSUED
                : incident.newest().get(0).rule();
        long until = incident.scope().last() + blockMax;
        return new BlockEntry(
                name, token, reason, incident.key().uid(), incident.scope().first(), until);
    }
}

package org.forgedtoken.detector.step;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The block entries that stand, of all partitions, and the keys that somebody else is known to have. Safe for use by several threads. */
public interface BlockList {
    /**
     * Why this key is blocked, or null where it is not.
     *
     * @param key reference/block-entries.md
     * @param now epoch ms: an entry whose time is over blocks nothing, also while its removal is on its way
     */
    @Nullable
    String reason(String key, long now);

    /** Whether a verified incident of this signing key is open. */
    boolean isCompromised(String issuer, String keyId);

    /** The issuers of all keys of which a verified incident is open. */
    Set<String> compromisedIssuers();
}

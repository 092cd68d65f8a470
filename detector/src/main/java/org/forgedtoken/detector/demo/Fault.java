package org.forgedtoken.detector.demo;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be wrong with the use of a token. Each kind is planted on its own and states what it must raise. */
public enum Fault {
    /** Forged, issued "just now". */
    FORGED_FRESH,
    /** Forged, issued some time ago, in a stretch that the ledger covers. */
    FORGED_BACKDATED,
    /** Forged, issued ten years from now. */
    FORGED_FUTURE,
    /** Forged, issued long before the ledger began: absence proves nothing, its age does. */
    FORGED_ANCIENT,
    /** Forged, with no issued-at at all. */
    FORGED_WITHOUT_ISSUED_AT,
    /** Forged, good for ten years. */
    FORGED_TEN_YEARS,
    /** A real token id in a token for another account. */
    ALTERED_ACCOUNT,
    /** A real token id and the same claims, but another scope: only the digest tells. */
    ALTERED_SCOPE,
    /** A real token, used earlier than it was issued. */
    USED_BEFORE_ISSUE,
    /** A real token, accepted after its expiry. */
    USED_AFTER_EXPIRY,
    /** A real token, accepted after it was revoked. */
    USED_AFTER_REVOCATION;

    /** Whether the token was never issued, as opposed to a real one that is altered or misused. */
    public boolean forged() {
        return name().startsWith("FORGED");
    }

    /**
     * One planted fault and what must come of it.
     *
     * @param token the token's block-entry key
     * @param account the account that the presented token names
     * @param digest of the presented token, or null where no record of it carries one
     * @param issuer of the token; several entities of the digest kind cannot tell it
     * @param outcome of its faulty accesses
     * @param rules the alert rules that must fire for it
     * @param accesses how many faulty ones
     * @param verified whether one of them has a signature known to be good
     */
    public record Planted(
            Fault fault,
            String token,
            @Nullable String account,
            @Nullable String digest,
            String issuer,
            Outcome outcome,
            Set<String> rules,
            Instant firstUse,
            Instant lastUse,
            int accesses,
            boolean verified) {

        static Planted of(
                Fault fault,
                SampleToken token,
                boolean isDigestTold,
                Outcome outcome,
                Set<String> rules,
                long first,
                long last,
                int accesses,
                boolean verified) {
            return new Planted(
                    fault,
                    token.key(),
                    token.account(),
                    isDigestTold ? token.digest() : null,
                    token.issuer().name(),
                    outcome,
                    rules,
                    Instant.ofEpochMilli(first),
                    Instant.ofEpochMilli(last),
                    accesses,
                    verified);
        }
    }
}

package org.forgedtoken.detector.demo;

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
}

package org.forgedtoken.detector.rule;

import java.util.Locale;

/** What a presented token and its ledger entry are compared by ({@code token.compare}); the digest always is. */
public enum Claim {
    DIGEST,
    ACCOUNT,
    CLIENT,
    KEY,
    ISSUED_AT,
    EXPIRY;

    /** As written in settings and evidence: {@code issued-at}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

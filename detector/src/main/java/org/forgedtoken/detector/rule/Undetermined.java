package org.forgedtoken.detector.rule;

import java.util.Locale;

/** Why a token is {@link Verdict#UNDETERMINED}. */
public enum Undetermined {
    /** Coverage has not come so far; the only reason that holds state. */
    WAITING,
    /** Its stretch begins before the ledger. */
    BEFORE_LEDGER,
    /** Its stretch lies in a hole that nothing filled in time. */
    HOLE,
    /** The issuance feed does not carry its issuer. */
    ISSUER,
    /** The issuance feed does not carry tokens of its kind. */
    KIND,
    /** It states no identity of the kind by which its issuer's issuance records are keyed. */
    IDENTITY,
    /** The ledger may have let it go already. */
    EXPIRED,
    /** Too many tokens wait. */
    OVERFLOW;

    /** As written in evidence, metrics and files: {@code before-ledger}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

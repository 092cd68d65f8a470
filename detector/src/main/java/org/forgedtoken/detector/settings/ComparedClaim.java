package org.forgedtoken.detector.settings;

/** A claim on which a token in use and its issuance must agree, where both state it. */
public enum ComparedClaim {
    ACCOUNT,
    CLIENT,
    KEY,
    ISSUED_AT,
    EXPIRY
}

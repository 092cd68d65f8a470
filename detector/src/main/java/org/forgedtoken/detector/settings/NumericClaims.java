package org.forgedtoken.detector.settings;

/** What becomes of a token in which a claim that should be a text is a number. */
public enum NumericClaims {
    /** It is unreadable. */
    REJECT,
    /** The number is read as the text in which it is written. */
    ACCEPT
}

package org.forgedtoken.detector.alert;

/** How far a use proves that somebody else signs with its key (reference/incidents.md). */
public enum Proof {
    /** Not at all: its signature is not known good, or its rule says nothing of who signed it. */
    NONE,
    /** The signature is known good, and the gateway refused the token. */
    VERIFIED,
    /** The same, and the gateway accepted it: this starts the clocks. */
    ACCEPTED
}

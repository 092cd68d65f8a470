package org.forgedtoken.detector.feed;

import java.util.Locale;

/** An input of the detector. */
public enum Feed {
    ACCESS,
    ISSUANCE,
    KEYS,
    ACCOUNTS,
    ACTIONS;

    /** As written in metrics and dead letters. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package org.forgedtoken.detector.feed;

import java.util.Locale;

/** An input of the detector. */
public enum Feed {
    ACCESS,
    ISSUANCE,
    KEYS,
    ACCOUNTS,
    ACTIONS;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As written in metrics and dead letters. */
    public String label() {
        return label;
    }
}

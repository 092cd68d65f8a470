package org.forgedtoken.detector.settings;

/** How many contents an id may have. */
public enum TokenContents {
    /** One for each record that issues it. */
    ONE,
    /** Any number. */
    MANY
}

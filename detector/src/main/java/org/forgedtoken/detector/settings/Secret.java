package org.forgedtoken.detector.settings;

/** A value that cannot print itself. */
public record Secret(String reveal) {

    /** What is shown in its place. */
    public static final String HIDDEN = "[hidden]";

    @Override
    public String toString() {
        return HIDDEN;
    }
}

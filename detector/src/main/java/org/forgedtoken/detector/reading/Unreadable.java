package org.forgedtoken.detector.reading;

/** Ends the reading of one token. It says why, and carries nothing of the token. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;

    Unreadable(String why) {
        super(why, null, false, false);
        this.why = why;
    }

    String why() {
        return why;
    }
}

package org.forgedtoken.detector.reading.jwt;

/** Ends the reading of one token. It says why, and carries nothing of the token. */
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;

    public Unreadable(String why) {
        super(why, null, false, false);
        this.why = why;
    }

    public String why() {
        return why;
    }
}

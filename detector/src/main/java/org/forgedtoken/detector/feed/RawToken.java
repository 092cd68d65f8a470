package org.forgedtoken.detector.feed;

/** A token as presented. It lives inside the reading step only and cannot print itself. */
public final class RawToken {
    private final String text;

    public RawToken(String text) {
        this.text =
                text.regionMatches(true, 0, "Bearer ", 0, 7) ? text.substring(7).trim() : text;
    }

    /** The token itself, for the parser and the signature check alone. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "token";
    }
}

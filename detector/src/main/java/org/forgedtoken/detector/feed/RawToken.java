package org.forgedtoken.detector.feed;

/** A token as presented. It lives inside the reading step only and cannot print itself. */
public final class RawToken {
    private final String text;

    /** A token as logged: blanks around it and a leading {@code Bearer} are not part of it. */
    public RawToken(String text) {
        String bare = text.strip();
        this.text =
                bare.regionMatches(true, 0, "Bearer ", 0, 7) ? bare.substring(7).strip() : bare;
    }

    /** Whether nothing was presented. */
    public boolean isEmpty() {
        return text.isEmpty() || text.equalsIgnoreCase("Bearer");
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

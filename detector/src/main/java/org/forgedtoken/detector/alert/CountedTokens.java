package org.forgedtoken.detector.alert;

/**
 * How many tokens an alert on several counts, without those taken back. Beyond what can be named none is taken back.
 *
 * @param accused those of them that put it in an incident
 */
public record CountedTokens(int counted, int accused) {
    /** Of an alert on one token. */
    public static final CountedTokens NONE = new CountedTokens(0, 0);

    private static final CountedTokens UNNAMED = new CountedTokens(Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** With one more of at most {@code most}. */
    public CountedTokens plus(boolean isAccused, int most) {
        return counted >= most ? UNNAMED : new CountedTokens(counted + 1, accused + (isAccused ? 1 : 0));
    }

    /** Without one. */
    public CountedTokens minus(boolean wasAccused) {
        return equals(UNNAMED) ? this : new CountedTokens(counted - 1, accused - (wasAccused ? 1 : 0));
    }

    /** With one of them accused, or no longer. */
    public CountedTokens accused(boolean now) {
        return equals(UNNAMED) ? this : new CountedTokens(counted, accused + (now ? 1 : -1));
    }
}

package org.forgedtoken.detector.reading.jwt;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again, an issuer, a user agent, so that each is made and looked through for tokens once. A
 * text has one place, which the latest of those that would have it takes: what a stranger writes can push others out,
 * and no more. Safe for use by several threads: a place holds something that never changes, or nothing.
 */
public final class KnownTexts {
    /** Longer texts hardly come again. */
    private static final int LONGEST = 256;

    private static final int PLACES = 256;

    private final @Nullable Known[] places = new Known[PLACES];

    /** A text without anything that looks like a token, and the bytes that it was made from. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and not changed
    private record Known(byte[] bytes, String clean) {
        boolean is(byte[] others, int from, int to) {
            return Arrays.equals(bytes, 0, bytes.length, others, from, to);
        }
    }

    /** The text of these bytes, which are ASCII, with every JWT in it struck. */
    public String clean(byte[] bytes, int from, int to) {
        if (to - from > LONGEST) {
            return JwtScan.strike(bytes, from, to);
        }
        int place = AsciiWords.hash(bytes, from, to) & PLACES - 1;
        Known known = places[place];
        if (known == null || !known.is(bytes, from, to)) {
            known = new Known(Arrays.copyOfRange(bytes, from, to), JwtScan.strike(bytes, from, to));
            places[place] = known;
        }
        return known.clean;
    }
}

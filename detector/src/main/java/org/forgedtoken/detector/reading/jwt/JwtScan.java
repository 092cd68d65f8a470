package org.forgedtoken.detector.reading.jwt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds JWTs inside a text: whole, cut off, or with percent-encoded dots and padding, as addresses carry them. */
public final class JwtScan {
    private static final List<String> HEADER_NAMES = List.of("alg", "typ", "kid", "enc");

    /**
     * So many beginnings are tried in one run of characters, each of which takes a look at all that follows; a text of an
     * attacker's can be nothing but beginnings.
     */
    private static final int MOST_TRIED = 16;

    private JwtScan() {}

    /**
     * The text with {@code digest:<hex>} in place of every JWT; the very same text where there is none. What is struck
     * begins where a token might have begun, so that nothing is left which would be struck next time.
     */
    public static String strike(String text) {
        if (text.indexOf('y') < 0 && text.indexOf('w') < 0) {
            return text; // no beginning is without one of them
        }
        StringBuilder struck = null;
        int copied = 0;
        int at = nextStart(text, 0);
        while (at >= 0) {
            Run whole = Run.from(text, at);
            Run token = firstToken(text, at, whole);
            if (token != null) {
                struck = struck == null ? new StringBuilder(text.length()) : struck;
                struck.append(text, copied, at).append("digest:").append(TokenDigest.of(token.text.toString()));
                copied = whole.end;
            }
            at = nextStart(text, whole.end);
        }
        return struck == null
                ? text
                : struck.append(text, copied, text.length()).toString();
    }

    /** Where the first token of a run begins; of too many beginnings, where the first of them is. */
    private static @Nullable Run firstToken(String text, int start, Run whole) {
        Run run = whole;
        int at = start;
        for (int tried = 1; !run.isJwt(); tried++) {
            at = nextStart(text, at + 1);
            if (at < 0 || at >= whole.end) {
                return null;
            }
            if (tried == MOST_TRIED) {
                return whole;
            }
            run = Run.from(text, at);
        }
        return run;
    }

    /** Base64 of a brace and a quote, or of a brace and a blank: {@code eyJ}, {@code eyA}, {@code ewo}, … */
    private static int nextStart(String text, int from) {
        for (int i = text.indexOf('e', from); i >= 0 && i + 2 < text.length(); i = text.indexOf('e', i + 1)) {
            char second = text.charAt(i + 1);
            char third = text.charAt(i + 2);
            if (second == 'y'
                    ? third == 'J' || third == 'A'
                    : second == 'w' && (third == 'o' || third == '0' || third == 'k')) {
                return i;
            }
        }
        return -1;
    }

    /** The characters from one start on that can belong to a token, decoded. */
    private static final class Run {
        private final StringBuilder text = new StringBuilder();
        private int end;
        private int firstDot = -1;

        static Run from(String text, int start) {
            Run run = new Run();
            int i = start;
            while (i < text.length()) {
                char c = text.charAt(i);
                int width = 1;
                if (c == '%') {
                    width = percentWidth(text, i);
                    Character decoded = width == 0 ? null : percentDecoded(text, i + width - 2);
                    if (decoded == null) {
                        break;
                    }
                    c = decoded;
                } else if (!Base64Url.isAlphabet(c) && c != '.' && c != '=' && c != '+') {
                    break;
                }
                if (c == '.' && run.firstDot < 0) {
                    run.firstDot = run.text.length();
                }
                run.text.append(c);
                i += width;
            }
            run.end = i;
            return run;
        }

        /** A header before a dot, or the cut-off beginning of one; claims without their header count as well. */
        boolean isJwt() {
            byte[] first = JwtShape.loosely(text.toString(), 0, firstDot < 0 ? text.length() : firstDot);
            if (!JwtShape.opensObject(first) || !isText(first)) {
                return false;
            }
            if (firstDot >= 0) {
                return true;
            }
            return HEADER_NAMES.stream().anyMatch(name -> JwtShape.contains(first, name));
        }

        private static boolean isText(byte[] bytes) {
            for (byte b : bytes) {
                if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                    return false;
                }
            }
            return Unicode.isUtf8(bytes) || bytes.length > 64;
        }

        /** How long {@code %2E} is, also where it was encoded again and again as {@code %252E}; 0 where it is none. */
        private static int percentWidth(String text, int at) {
            int i = at + 1;
            while (text.startsWith("25", i)) {
                i += 2;
            }
            return i + 2 <= text.length() ? i + 2 - at : 0;
        }

        private static @Nullable Character percentDecoded(String text, int at) {
            int high = Character.digit(text.charAt(at), 16);
            int low = Character.digit(text.charAt(at + 1), 16);
            char c = (char) (high * 16 + low);
            return high >= 0 && low >= 0 && (Base64Url.isAlphabet(c) || c == '.' || c == '=' || c == '+') ? c : null;
        }
    }
}

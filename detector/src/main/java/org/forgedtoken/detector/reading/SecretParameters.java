package org.forgedtoken.detector.reading;

import java.util.Locale;
import java.util.Set;

/** Strikes secrets from lines: {@code access_token=…} in an address, {@code sid=…} in a cookie, long words anywhere. */
final class SecretParameters {
    private static final Set<String> NAMES = Set.of(
            "token",
            "access_token",
            "id_token",
            "refresh_token",
            "id_token_hint",
            "assertion",
            "client_assertion",
            "client_secret",
            "password",
            "jwt");
    /** A shorter word could be one of the language. */
    private static final int LONG_WORD = 16;

    private static final String STRUCK = "digest:";
    private static final String BEARER = "bearer " + STRUCK;

    /** What may stand between a name and its colon, and between that and the value. */
    private static final String QUOTED = "\"'\\ \t\r\n";

    private SecretParameters() {}

    /** @param more names, in lower case */
    static String strike(String text, Set<String> more) {
        StringBuilder struck = new StringBuilder(text.length());
        int copied = 0;
        for (int equals = text.indexOf('='); equals >= 0; equals = text.indexOf('=', equals + 1)) {
            int from = equals;
            while (from > copied && isNamePart(text.charAt(from - 1))) {
                from--;
            }
            String name =
                    PercentCode.decode(text.substring(from, equals), false).toLowerCase(Locale.ROOT);
            int end = equals + 1;
            while (end < text.length() && "&;, \t\r\n\"'\\#})".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            if ((NAMES.contains(name) || more.contains(name))
                    && end > equals + 1
                    && !text.startsWith(STRUCK, equals + 1)) {
                struck.append(text, copied, equals + 1)
                        .append(Excerpt.digest(PercentCode.decode(text.substring(equals + 1, end), true)));
                copied = end;
                equals = end - 1;
            }
        }
        return struck.append(text, copied, text.length()).toString();
    }

    /**
     * Values behind a name and a colon where the JSON is none: in single quotes or without, or in a text of JSON that is a
     * member of its own.
     */
    static String strikeLooseMembers(String text, Set<String> names, Set<String> more) {
        StringBuilder struck = new StringBuilder(text.length());
        int copied = 0;
        for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
            int end = backOver(QUOTED, text, copied, colon);
            int from = end;
            while (from > copied && isNamePart(text.charAt(from - 1))) {
                from--;
            }
            String name = text.substring(from, end).toLowerCase(Locale.ROOT);
            if (!names.contains(name) && !more.contains(name)) {
                continue;
            }
            int value = colon + 1;
            while (value < text.length() && QUOTED.indexOf(text.charAt(value)) >= 0) {
                value++;
            }
            if (text.startsWith(STRUCK, value) || text.regionMatches(true, value, BEARER, 0, BEARER.length())) {
                continue;
            }
            boolean quoted = "\"'".indexOf(text.charAt(value - 1)) >= 0;
            String stops = quoted ? text.substring(value - 1, value) : ",})]\r\n\"'";
            int stop = value;
            while (stop < text.length() && stops.indexOf(text.charAt(stop)) < 0) {
                stop++;
            }
            stop = backOver("\\", text, value, stop);
            if (stop > value) {
                struck.append(text, copied, value).append(Excerpt.digest(text.substring(value, stop)));
                copied = stop;
                colon = stop - 1;
            }
        }
        return struck.append(text, copied, text.length()).toString();
    }

    private static int backOver(String what, String text, int least, int from) {
        int at = from;
        while (at > least && what.indexOf(text.charAt(at - 1)) >= 0) {
            at--;
        }
        return at;
    }

    static String strikeLongWords(String text) {
        StringBuilder struck = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && isTokenPart(text.charAt(end))) {
                end++;
            }
            boolean digest = struck.length() >= STRUCK.length()
                    && struck.indexOf(STRUCK, struck.length() - STRUCK.length()) >= 0;
            if (end - at >= LONG_WORD && !digest) {
                struck.append(Excerpt.digest(text.substring(at, end)));
            } else {
                struck.append(text, at, end);
            }
            if (end < text.length()) {
                struck.append(text.charAt(end));
            }
            at = end + 1;
        }
        return struck.toString();
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '%';
    }

    private static boolean isTokenPart(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || "-._~+/=".indexOf(c) >= 0);
    }
}

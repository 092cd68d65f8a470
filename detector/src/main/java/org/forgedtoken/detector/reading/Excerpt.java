package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.forgedtoken.detector.feed.RawToken;
import org.jspecify.annotations.Nullable;

/** The beginning of a dead letter, for a person to see what is wrong with it, without any token. */
public final class Excerpt {
    /** Characters of an excerpt. */
    static final int MAX_LENGTH = 1024;
    /** What is looked at: enough that a token which begins inside the excerpt is seen as one. */
    private static final int WINDOW = 4096;

    /** Members whose value is a secret whatever it looks like. */
    private static final Set<String> SECRET_MEMBERS = Set.of(
            "token",
            "access_token",
            "id_token",
            "refresh_token",
            "authorization",
            "http_authorization",
            "x-original-authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
            "assertion",
            "client_secret",
            "password",
            "jwt");

    /** What is printed of ASCII, however often it was escaped; a run of backslashes is looked at once. */
    private static final Pattern ESCAPED = Pattern.compile("(?<!\\\\)\\\\++u00([2-7][0-9a-fA-F])");

    private static final String OURS = Excerpt.class.getPackageName();

    private Excerpt() {}

    /** The record's beginning, cut to 1 KiB, tokens replaced by their digests. */
    public static String of(byte @Nullable [] value) {
        return of(value, Set.of(), false);
    }

    /**
     * The same of a record in a mapped format.
     *
     * @param secrets further names of parameters, cookies and members that hold tokens, in lower case
     * @param bareToken whether a token may stand there with nothing that names it: then every long word is taken for one
     */
    static String of(byte @Nullable [] value, Set<String> secrets, boolean bareToken) {
        if (value == null) {
            return "";
        }
        byte[] window = value.length > WINDOW ? Arrays.copyOf(value, WINDOW) : value;
        String text = unescaped(new String(window, StandardCharsets.UTF_8));
        String bearers = strikeBearers(strikeMembers(text, secrets));
        String members = SecretParameters.strikeLooseMembers(bearers, SECRET_MEMBERS, secrets);
        String named = SecretParameters.strike(members, secrets);
        String clean = JwtScan.strike(bareToken ? SecretParameters.strikeLongWords(named) : named);
        return BoundedText.beginning(clean, MAX_LENGTH, "");
    }

    /** With the letters and dots of JSON's escapes, by which a token, or the name of one, would not be seen. */
    private static String unescaped(String text) {
        return text.indexOf('\\') < 0
                ? text
                : ESCAPED.matcher(text).replaceAll(escape -> {
                    char c = (char) Integer.parseInt(escape.group(1), 16);
                    return c == '"' || c == '\\' || c == 0x7f
                            ? Matcher.quoteReplacement(escape.group())
                            : Matcher.quoteReplacement(String.valueOf(c));
                });
    }

    /** Where a fault of this program is; its message is left out, which may speak of the record. */
    static String of(RuntimeException fault) {
        StackTraceElement[] stack = fault.getStackTrace();
        String place = Arrays.stream(stack)
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
        return fault.getClass().getName() + place;
    }

    /** Looks for quoted names before a colon, so that it also works where the JSON is broken. */
    private static String strikeMembers(String text, Set<String> secrets) {
        StringBuilder struck = new StringBuilder(text.length());
        int copied = 0;
        int open = text.indexOf('"');
        while (open >= 0) {
            int close = closingQuote(text, open + 1);
            int value = close < text.length() ? valueAfterColon(text, close + 1) : -1;
            if (value < 0) {
                open = close < text.length() ? text.indexOf('"', close + 1) : -1;
                continue;
            }
            String name = text.substring(open + 1, close).toLowerCase(Locale.ROOT);
            if (!SECRET_MEMBERS.contains(name) && !secrets.contains(name)) {
                open = text.indexOf('"', close + 1);
                continue;
            }
            int end = valueEnd(text, value);
            int from = text.charAt(value) == '"' ? value + 1 : value;
            struck.append(text, copied, from);
            if (end > from) {
                struck.append(digest(text.substring(from, end)));
            }
            copied = end;
            open = text.indexOf('"', end + 1);
        }
        return struck.append(text, copied, text.length()).toString();
    }

    /** {@code Bearer abc} outside JSON, or in a member of any name. */
    private static String strikeBearers(String text) {
        StringBuilder struck = new StringBuilder(text.length());
        int copied = 0;
        for (int at = 0; at < text.length(); at++) {
            if (!text.regionMatches(true, at, "bearer ", 0, 7)) {
                continue;
            }
            int from = at + 7;
            int end = from;
            while (end < text.length() && " \t\r\n\"'\\,;}".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            if (end > from && from >= copied && !text.startsWith("digest:", from)) {
                struck.append(text, copied, from).append(digest(text.substring(from, end)));
                copied = end;
            }
        }
        return struck.append(text, copied, text.length()).toString();
    }

    static String digest(String secret) {
        return "digest:" + TokenDigest.of(new RawToken(secret).reveal());
    }

    /** Where the quoted text that begins here ends: at a quote that no backslash escapes, or at the text's end. */
    private static int closingQuote(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i;
            }
        }
        return text.length();
    }

    /** Where a value begins behind a colon, or -1. */
    private static int valueAfterColon(String text, int from) {
        int i = blanksEnd(text, from);
        if (i >= text.length() || text.charAt(i) != ':') {
            return -1;
        }
        i = blanksEnd(text, i + 1);
        return i < text.length() ? i : -1;
    }

    private static int blanksEnd(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) <= ' ') {
            i++;
        }
        return i;
    }

    /** Where a value ends that begins here; of a quoted text at its quote, of a list or an object behind all of it. */
    private static int valueEnd(String text, int from) {
        if (text.charAt(from) == '"') {
            return closingQuote(text, from + 1);
        }
        if ("[{".indexOf(text.charAt(from)) < 0) {
            return plainEnd(text, from);
        }
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                i = closingQuote(text, i + 1);
            } else if (c == '[' || c == '{') {
                depth++;
            } else if ((c == ']' || c == '}') && --depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    private static int plainEnd(String text, int from) {
        int i = from;
        while (i < text.length() && ",}\n".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }
}

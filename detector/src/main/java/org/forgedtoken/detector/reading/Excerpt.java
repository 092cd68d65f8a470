package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.reading.jwt.BoundedText;
import org.forgedtoken.detector.reading.jwt.JwtScan;
import org.forgedtoken.detector.reading.jwt.TokenDigest;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a dead letter, for a person to see what is wrong with it. In place of each token, of what is named as a
 * secret, and of each long run of base64url characters stands its digest.
 */
public final class Excerpt {
    /** Characters of an excerpt. */
    public static final int MAX_LENGTH = 1024;
    /** What is looked at: enough that a token which begins inside the excerpt is seen as one. */
    private static final int WINDOW = 2048;

    /** Names before an equals sign or a colon whose value is a secret whatever it looks like. */
    private static final Set<String> SECRETS = Set.of(
            "token",
            "access_token",
            "id_token",
            "refresh_token",
            "id_token_hint",
            "authorization",
            "http_authorization",
            "x-original-authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
            "assertion",
            "client_assertion",
            "client_secret",
            "password",
            "jwt");

    /** What is printed of ASCII, however often it was escaped; a run of backslashes is looked at once. */
    private static final Pattern ESCAPED = Pattern.compile("(?<!\\\\)\\\\++u00([2-7][0-9a-fA-F])");

    /** {@code Bearer abc}, in a member of any name. */
    private static final Pattern BEARER =
            Pattern.compile("(\\bbearer\\s++(?!digest:))([^\\s\"'\\\\,;}]++)", Pattern.CASE_INSENSITIVE);

    private static final Pattern LONG_RUN = Pattern.compile("((?<![A-Za-z0-9_-]|digest:))([A-Za-z0-9_-]{20,}+)");

    private static final Excerpt PLAIN = new Excerpt(Set.of());

    private static final String OURS = "org.forgedtoken.detector.";

    private final Pattern member;
    private final Pattern parameter;

    /** @param more names of parameters, cookies and members that hold tokens */
    Excerpt(Set<String> more) {
        List<String> all =
                Stream.concat(SECRETS.stream(), more.stream()).sorted().toList();
        // Most characters begin no name, and are not held against each.
        String first = all.stream()
                .map(name -> "\\x{%x}".formatted(name.codePointAt(0)))
                .distinct()
                .collect(Collectors.joining("", "(?<![\\w-])(?=[", "])"));
        String names = all.stream().map(Pattern::quote).collect(Collectors.joining("|", "(" + first + "(?:", ")"));
        this.member = Pattern.compile(
                names + "[\"'\\\\]*+\\s*+:[\\s\"'\\\\\\[{]*+(?:(?:bearer|basic|dpop)\\s++)?+(?!digest:))"
                        + "([^\"'\\\\,}\\])\\r\\n]++)",
                Pattern.CASE_INSENSITIVE);
        this.parameter =
                Pattern.compile(names + "=\"?+(?!digest:))([^\\s&;,\"'\\\\)}\\]#]++)", Pattern.CASE_INSENSITIVE);
    }

    /** The record's beginning, cut to 1 KiB. */
    public static String of(byte @Nullable [] value) {
        return PLAIN.in(value);
    }

    /** The same of a record in a mapped format. */
    String in(byte @Nullable [] value) {
        if (value == null) {
            return "";
        }
        byte[] window = value.length > WINDOW ? Arrays.copyOf(value, WINDOW) : value;
        String clean = JwtScan.strike(unescaped(new String(window, StandardCharsets.UTF_8)));
        for (Pattern secret : List.of(BEARER, member, parameter, LONG_RUN)) {
            clean = secret.matcher(clean)
                    .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + digest(found.group(2))));
        }
        return BoundedText.beginning(clean, MAX_LENGTH, "");
    }

    private static String digest(String secret) {
        return "digest:" + TokenDigest.of(secret);
    }

    /** With the letters and dots of JSON's escapes, by which a token, or the name of one, would not be seen. */
    private static String unescaped(String text) {
        return ESCAPED.matcher(text).replaceAll(escape -> {
            char c = (char) Integer.parseInt(escape.group(1), 16);
            return Matcher.quoteReplacement(c == '"' || c == '\\' || c == 0x7f ? escape.group() : String.valueOf(c));
        });
    }

    /** Where a fault of this program is; its message is left out, which may speak of the record. */
    public static String of(RuntimeException fault) {
        String place = Arrays.stream(fault.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
        return fault.getClass().getName() + place;
    }
}

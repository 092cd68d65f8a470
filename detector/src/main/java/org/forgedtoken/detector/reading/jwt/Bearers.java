package org.forgedtoken.detector.reading.jwt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens in a text that lies where a bearer lies. Gateways differ in what they pass over before and behind one, so each
 * JWT is found behind schemes, blanks, quotes and commas; what is left and means to be a JWT is one, too, which nobody can
 * read. Where there is no JWT, what stands behind the schemes is one opaque token.
 */
public final class Bearers {
    /** No honest request has more tokens than a few. */
    public static final int MOST = 8;

    private static final Set<String> SCHEMES = Set.of("bearer", "dpop", "jwt", "token");
    /** Schemes of other credentials: without a JWT in them they present no token. */
    private static final Set<String> OTHERS = Set.of(
            "basic", "digest", "negotiate", "ntlm", "hoba", "mutual", "vapid", "scram-sha-256", "aws4-hmac-sha256");
    /** No scheme is longer: what stands before a colon or an equals sign further on is part of a token. */
    private static final int LONGEST_SCHEME = 32;

    private Bearers() {}

    /** The tokens of a value that is a token, or presents one, at most one more than {@link #MOST}. */
    public static List<String> in(String text) {
        String bare = bare(text);
        if (bare.isEmpty() || bare.startsWith("{")) {
            return bare.isEmpty() ? List.of() : List.of(bare);
        }
        List<String> tokens = jwts(bare);
        if (!tokens.isEmpty()) {
            return tokens;
        }
        return isOther(bare) ? List.of() : List.of(bare);
    }

    /** The tokens of an {@code Authorization} header; some proxies join equal headers with a comma. */
    public static List<String> inHeader(String text) {
        String bare = bare(text);
        List<String> tokens = bare.startsWith("{") ? new ArrayList<>(List.of(bare)) : jwts(bare);
        for (String one : text.split(",", MOST + 1)) {
            String behind = bare(one);
            boolean isPresented =
                    !behind.isEmpty() && behind.length() < one.strip().length();
            if (isPresented && jwts(behind).isEmpty() && !tokens.contains(behind)) {
                tokens.add(behind);
            }
        }
        return tokens;
    }

    private static List<String> jwts(String bare) {
        List<String> tokens = new ArrayList<>(1);
        StringBuilder rest = new StringBuilder();
        int at = 0;
        int before = -1; // where the JWT begins that is the last word
        boolean inDoubt = false;
        while (at < bare.length() && tokens.size() <= MOST) {
            int end = at;
            while (end < bare.length() && !isBetween(bare.charAt(end))) {
                end++;
            }
            String word = bare.substring(at, end);
            String jwt = JwtShape.isJwt(word) ? word : behindScheme(word);
            if (jwt != null) {
                before = end - jwt.length();
                if (!tokens.contains(jwt)) {
                    tokens.add(jwt);
                }
            } else if (!word.isEmpty()) {
                if (before >= 0 && mayGoOn(word)) {
                    tokens.add(bare.substring(before));
                    inDoubt = true;
                }
                before = -1;
                rest.append(word).append(' ');
            }
            at = end + 1;
        }
        String words = bare(rest.toString());
        String broken = JwtShape.isJwt(words) ? words : behindScheme(words);
        if (!inDoubt && broken != null) {
            tokens.add(broken);
        }
        return tokens;
    }

    /** Whether a lax decoder, which drops what is no base64, may take it for the end of the signature before it. */
    private static boolean mayGoOn(String word) {
        return word.chars().allMatch(c -> Base64Url.isAlphabet((char) c))
                && !isScheme(word, 0, word.length(), SCHEMES)
                && !isScheme(word, 0, word.length(), OTHERS);
    }

    /**
     * {@code bearer:eyJ…}, {@code Bearer_eyJ…}: the JWT behind the scheme, or null; some gateways look at what begins at the
     * eighth character, whatever stands before it.
     */
    private static @Nullable String behindScheme(String word) {
        for (int i = 1; i < word.length() && i <= LONGEST_SCHEME + 1; i++) {
            boolean mayBegin = word.charAt(i) == 'e' || word.charAt(i - 1) == ':' || word.charAt(i - 1) == '=';
            if (mayBegin && JwtShape.isJwt(word.substring(i))) {
                return word.substring(i);
            }
        }
        return null;
    }

    /** Without the schemes before it and what stands around them. */
    private static String bare(String text) {
        int to = text.length();
        while (to > 0 && isBetween(text.charAt(to - 1))) {
            to--;
        }
        int from = past(text, 0, to);
        for (int end = wordEnd(text, from, to); isScheme(text, from, end, SCHEMES); end = wordEnd(text, from, to)) {
            from = end == to ? to : past(text, end + 1, to);
        }
        return text.substring(from, to);
    }

    private static boolean isOther(String bare) {
        int end = wordEnd(bare, 0, bare.length());
        return end < bare.length() && isScheme(bare, 0, end, OTHERS);
    }

    private static boolean isScheme(String text, int from, int to, Set<String> schemes) {
        return to > from && schemes.contains(text.substring(from, to).toLowerCase(Locale.ROOT));
    }

    private static int wordEnd(String text, int from, int to) {
        int end = from;
        while (end < to
                && end - from <= LONGEST_SCHEME
                && !isBetween(text.charAt(end))
                && ":=".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static int past(String text, int from, int to) {
        int at = from;
        while (at < to && isBetween(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** What no token has in it, and some reader passes over. */
    private static boolean isBetween(char c) {
        return c <= ' '
                || c == '"'
                || c == '\''
                || c == ','
                || c == ';'
                || (c >= 0x7f && (c == 0x7f || Character.isWhitespace(c) || Character.isSpaceChar(c)));
    }
}

package org.forgedtoken.detector.mapping;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.StringTokenizer;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.forgedtoken.detector.reading.PercentCode;
import org.forgedtoken.detector.reading.Redaction;
import org.forgedtoken.detector.reading.jwt.Bearers;
import org.jspecify.annotations.Nullable;

/** Takes the part that matters out of a text: {@code bearer of …}, {@code cookie sid of …}. */
@FunctionalInterface
interface TextStep {
    /**
     * Every part that some reader might take, each once, of which nobody can know which one the gateway took: a client may send
     * a cookie twice, and of two one gateway takes the first, another the last. None where the text has no such part.
     */
    List<String> readings(String text);

    String ALL = "bearer, cookie NAME, query NAME, pair NAME, word N, first, last, host, path, unescape, guid,"
            + " prepend TEXT, append TEXT, match REGEX";

    /** Scheme and host of an address. */
    Pattern ABSOLUTE = Pattern.compile("[\\p{L}\\p{Nd}]++://[^/?#]*+");

    Pattern BEFORE_QUERY = Pattern.compile("^[^?]*+\\?++");
    Pattern QUERY_END = Pattern.compile("[# \"]");
    Pattern PARAMETERS = Pattern.compile("[&;]");

    /** What Apache and nginx write for quotes, controls and what is not ASCII: {@code \"}, {@code \x22}, {@code \t}. */
    Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-fA-F]{2})|([\"\\\\bnrtv]))");

    String LETTERS = "\"\\bnrtv";
    String MEANINGS = "\"\\\b\n\r\t\013";

    /**
     * The step of this name.
     *
     * @param argument what stands behind the name, or empty
     * @throws IllegalArgumentException with a clause on what is wrong
     */
    static TextStep named(String verb, String argument) {
        boolean bare = argument.isEmpty();
        TextStep step = switch (verb) {
            case "bearer" -> Bearers::inHeader;
            case "first" -> one(text -> text.split(",", 2)[0].strip());
            case "last" -> one(text -> text.substring(text.lastIndexOf(',') + 1).strip());
            case "host" -> one(TextStep::host);
            case "path" -> one(TextStep::path);
            case "unescape" -> one(TextStep::unescape);
            case "guid" -> one(Guid::base64url);
            case "cookie" -> text -> cookies(text, argument);
            case "query" -> text -> parameters(text, argument);
            case "pair" -> text -> PairText.values(text, argument);
            case "prepend" -> one(text -> argument + text);
            case "append" -> one(text -> text + argument);
            case "match" -> bare ? text -> List.of() : match(Expressions.pattern(argument));
            case "word" -> word(argument);
            default -> throw new IllegalArgumentException("there is no step '" + verb + "'; there are " + ALL);
        };
        boolean stands = List.of("bearer", "first", "last", "host", "path", "unescape", "guid")
                .contains(verb);
        if (stands && !bare) {
            throw new IllegalArgumentException("'" + verb + "' is followed by 'of' at once");
        }
        if (!stands && bare) {
            throw new IllegalArgumentException("'" + verb + "' needs more before 'of'");
        }
        return step;
    }

    private static TextStep one(Function<String, @Nullable String> part) {
        return text -> {
            String found = part.apply(text);
            return found == null ? List.of() : List.of(found);
        };
    }

    /** The word of this number, from 1, words being parted by blanks: servers take a request line with several. */
    private static TextStep word(String argument) {
        if (!argument.matches("[1-9]\\d?")) {
            throw new IllegalArgumentException("'word' needs a number from 1 to 99");
        }
        int number = Integer.parseInt(argument);
        return one(text -> {
            StringTokenizer words = new StringTokenizer(text, " ");
            for (int i = 1; i < number && words.hasMoreTokens(); i++) {
                words.nextToken();
            }
            return words.hasMoreTokens() ? words.nextToken() : null;
        });
    }

    /** The first group of what the expression finds, or all of it where it has no group. */
    private static TextStep match(Pattern pattern) {
        return one(text -> {
            Matcher matcher = Expressions.PatternText.search(pattern, text, Matcher::find);
            return matcher == null ? null : matcher.group(Math.min(1, matcher.groupCount()));
        });
    }

    /** An address without its port: {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}. */
    private static String host(String text) {
        String bare = text.strip();
        if (bare.startsWith("[")) {
            int close = bare.indexOf(']');
            return close < 0 ? bare : bare.substring(1, close);
        }
        int colon = bare.indexOf(':');
        return colon >= 0 && colon == bare.lastIndexOf(':') ? bare.substring(0, colon) : bare;
    }

    /** The path of a request's target, which may name scheme and host before it. */
    private static String path(String text) {
        Matcher absolute = ABSOLUTE.matcher(text);
        if (!absolute.lookingAt()) {
            return text;
        }
        String rest = text.substring(absolute.end());
        return rest.startsWith("/") ? rest : '/' + rest;
    }

    /** What is no escape stays as it is. */
    private static String unescape(String text) {
        return text.indexOf('\\') < 0 ? text : PercentCode.bytes(text, ESCAPE, TextStep::meaning);
    }

    private static char meaning(MatchResult escape) {
        return escape.group(1) == null
                ? MEANINGS.charAt(LETTERS.indexOf(escape.group(2)))
                : (char) Integer.parseInt(escape.group(1), 16);
    }

    /** The cookies of this name in a {@code Cookie} header. Empty ones do not count: they present nothing. */
    private static List<String> cookies(String text, String name) {
        List<String> values = new ArrayList<>(1);
        for (String part : text.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(0, equals).strip().equals(name)) {
                String value = part.substring(equals + 1).strip();
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                add(values, quoted ? value.substring(1, value.length() - 1) : value);
            }
        }
        return values;
    }

    /**
     * The parameters of this name behind the first question mark, or in a text that is a query itself; decoded. Empty ones
     * do not count; some readers part them by semicolons, and some take a name in any case.
     */
    private static List<String> parameters(String text, String name) {
        List<String> values = new ArrayList<>(1);
        String query = QUERY_END.split(BEFORE_QUERY.matcher(text).replaceFirst(""), 2)[0];
        for (String part : PARAMETERS.split(query)) {
            int equals = part.indexOf('=');
            String given = part.substring(0, Math.max(0, equals));
            boolean named = given.equalsIgnoreCase(name)
                    || PercentCode.decode(given, true).equalsIgnoreCase(name);
            if (equals >= 0 && named) {
                add(values, PercentCode.decode(part.substring(equals + 1), true));
            }
        }
        return values;
    }

    /** More than a few say no more than these. */
    private static void add(List<String> parts, String part) {
        if (!part.isEmpty() && parts.size() < Redaction.MOST_TOKENS && !parts.contains(part)) {
            parts.add(part);
        }
    }

    /**
     * The spellings of a GUID, of which a log may have one and a token's claim another: {@code 8-4-4-4-12} hex digits, the
     * base64 of that text, and the base64 of its 16 bytes. Bytes are in the order of .NET, the first three groups reversed.
     */
    static final class Guid {
        private static final Pattern TEXT = Pattern.compile(
                "(..)(..)(..)(..)-(..)(..)-(..)(..)-(.{4})-(.{12})".replace(".", "[0-9a-f]"), Pattern.CASE_INSENSITIVE);
        private static final int BYTES = 16;
        private static final int TEXT_LENGTH = 36;
        /** The base64 of the text, and of nothing that is a GUID otherwise. */
        private static final int LONGEST = 48;

        private Guid() {}

        /** The 16 bytes in base64url without padding, 22 characters; null of what is no GUID. */
        static @Nullable String base64url(String text) {
            String bare = text.strip();
            byte[] bytes = bare.length() == TEXT_LENGTH ? ofText(bare) : ofBase64(bare);
            return bytes == null
                    ? null
                    : Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }

        private static byte @Nullable [] ofBase64(String text) {
            if (text.length() > LONGEST) {
                return null;
            }
            byte[] decoded;
            try {
                decoded = Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
            } catch (IllegalArgumentException e) {
                return null;
            }
            return decoded.length == TEXT_LENGTH
                    ? ofText(new String(decoded, StandardCharsets.US_ASCII))
                    : decoded.length == BYTES ? decoded : null;
        }

        private static byte @Nullable [] ofText(String text) {
            Matcher hex = TEXT.matcher(text);
            return hex.matches() ? HexFormat.of().parseHex(hex.replaceFirst("$4$3$2$1$6$5$8$7$9$10")) : null;
        }
    }
}

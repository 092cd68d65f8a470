package org.forgedtoken.detector.settings;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What of a setting's value is shown: everything, but no secret and no secret part of an address. */
public final class Shown {

    /** Stands for a secret part. */
    private static final String PART = "***";

    /**
     * Names of Kafka's own passwords and keys, of lines that may hold one, and of what the plug-ins of others call so. What
     * is hidden in vain costs less than what is shown in vain.
     */
    private static final Pattern SECRET_KEY = Pattern.compile(
            "pass(word|phrase|wd)|secret|credential|token|jaas|user\\.?info|api[._-]?key|access[._-]?key|authorization"
                    + "|private\\.?key|[._]key$",
            Pattern.CASE_INSENSITIVE);

    /** Scheme, authority, path, and what comes after it. */
    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)([^/?#\\s]*)([^?#\\s]*)(\\S*)");

    private static final String SET = "--set=";

    private Shown() {}

    /** The value of a key, whether that is a setting or not. */
    static String value(String key, String text) {
        if (text.isEmpty()) {
            return text;
        }
        Optional<Setting<?>> setting = Catalogue.of(key);
        if (setting.isPresent()) {
            if (setting.get().secret()) {
                return Secret.HIDDEN;
            }
            if (setting.get().kind().equals(Kind.RECEIVER)) {
                return host(text);
            }
            return setting.get().kind().equals(Kind.KEY_SOURCE) ? address(text) : text;
        }
        return SECRET_KEY.matcher(key).find() ? Secret.HIDDEN : address(text);
    }

    /** An argument of the command line, which may be a setting's {@code key=value}, after {@code --set=} or alone. */
    public static String argument(String argument) {
        int from = argument.startsWith(SET) ? SET.length() : 0;
        int equals = argument.indexOf('=', from);
        if (equals < 0) {
            return argument;
        }
        String key = argument.substring(from, equals);
        boolean known =
                key.startsWith(SettingsReader.KAFKA_PREFIX) || Catalogue.of(key).isPresent();
        return known ? argument.substring(0, equals + 1) + value(key, argument.substring(equals + 1)) : argument;
    }

    /** The text, in each address in it {@value #PART} for who logs in and for all that a query says. */
    private static String address(String text) {
        return ADDRESS.matcher(text).replaceAll(found -> Matcher.quoteReplacement(withoutSecrets(found)));
    }

    /** Of an address that may be a secret in itself, as those of chats are. */
    private static String host(String text) {
        Matcher found = ADDRESS.matcher(text);
        if (!found.matches() || withoutSecrets(found.toMatchResult()).contains(PART)) {
            return Secret.HIDDEN;
        }
        return found.group(1) + found.group(2) + (found.group(3).length() > 1 ? '/' + PART : found.group(3));
    }

    private static String withoutSecrets(MatchResult found) {
        String scheme = found.group(1);
        String authority = found.group(2);
        String path = found.group(3);
        String rest = found.group(4);
        int at = authority.lastIndexOf('@');
        // A password with a slash or a question mark in it ends the authority too soon.
        if (at < 0 && authority.contains(":") && (path + rest).contains("@")) {
            return scheme + PART;
        }
        return scheme + (at < 0 ? authority : PART + authority.substring(at)) + path + query(rest);
    }

    private static String query(String rest) {
        if (rest.length() <= 1) {
            return rest;
        }
        if (rest.charAt(0) == '#') {
            return "#" + PART;
        }
        return Arrays.stream(rest.substring(1).split("&", -1))
                .map(part -> part.contains("=") ? part.substring(0, part.indexOf('=') + 1) + PART : PART)
                .collect(Collectors.joining("&", "?", ""));
    }
}

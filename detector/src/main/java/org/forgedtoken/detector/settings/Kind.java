package org.forgedtoken.detector.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.rule.Claim;
import org.forgedtoken.detector.rule.rate.RateThreshold;
import org.forgedtoken.detector.rule.rate.RateWindow;

/**
 * How a setting's text becomes its value.
 *
 * @param rule what is allowed, to be read after "must be": {@code a duration from 0ms to 30d}
 * @param reader the value, or nothing where the text breaks the rule
 */
public record Kind<T>(String rule, Function<String, Optional<T>> reader) {

    /** What Kafka allows as a topic's name. */
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    /** What may stand in an HTTP header as a bearer. */
    private static final Pattern BEARER = Pattern.compile("[\\x21-\\x7e]+");

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1|\\[::1]");

    private static final Pattern FIXED_RATE = Pattern.compile("fixed:([1-9]\\d{0,8})/(1m|5m|1h|1d)");

    static final String AUTO = "auto";

    static final Kind<String> TEXT =
            new Kind<>("a text that is not empty", text -> Optional.of(text).filter(some -> !some.isEmpty()));

    static final Kind<String> TOPIC_NAME = new Kind<>(
            "a topic name: letters, digits, '.', '_' and '-', at most 249",
            text -> Optional.of(text).filter(TOPIC.asMatchPredicate()));

    static final Kind<Optional<String>> TOPIC_OR_NONE = or("", TOPIC_NAME.rule() + "; or empty", TOPIC_NAME::read);

    static final Kind<Optional<Secret>> SECRET = secret(1, "visible ASCII without spaces, or empty");

    /** Too long to be guessed, however many are tried. */
    static final Kind<Optional<Secret>> TOKEN =
            secret(16, "at least 16 characters of visible ASCII without spaces, or empty");

    static final Kind<String> KEY_SOURCE = new Kind<>(
            "a file path, an http:// or https:// URL, or empty",
            text -> Optional.of(text).filter(Kind::isKeySource));

    static final Kind<String> BASE_URL = new Kind<>(
            "an http:// or https:// URL without query, or empty",
            text -> Optional.of(text)
                    .filter(url -> url.isEmpty() || (isAddress(url) && !url.contains("?") && !url.contains("#")))
                    .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url));

    /** A secret may lie in what is sent, and in the address. */
    static final Kind<String> RECEIVER = new Kind<>(
            "an https:// URL, an http:// URL of a loopback address, or empty",
            text -> Optional.of(text)
                    .filter(url -> url.isEmpty()
                            || (isAddress(url)
                                    && (url.toLowerCase(Locale.ROOT).startsWith("https:")
                                            || isLoopback(URI.create(url).getHost())))));

    static final Kind<Set<Integer>> STATUSES =
            set("HTTP status codes from 100 to 599, separated by commas", count(100, 599));

    static final Kind<Set<String>> NAMES = set("names separated by commas", TEXT);

    static final Kind<List<String>> PATHS = new Kind<>(
            "paths that begin with '/', separated by commas",
            text -> Optional.of(parts(text).toList())
                    .filter(paths -> paths.stream().allMatch(path -> path.startsWith("/"))));

    static final Kind<Boolean> SWITCH = choice("true or false", "false", "true");

    static final Kind<Optional<Path>> FILE = or("", "a file path, or empty", Trouble::path);

    private static final List<Claim> COMPARED =
            List.of(Claim.ACCOUNT, Claim.CLIENT, Claim.KEY, Claim.ISSUED_AT, Claim.EXPIRY);

    static final Kind<Set<Claim>> CLAIMS =
            set("any of " + spelled(COMPARED) + ", separated by commas", oneOf(COMPARED));

    static final Kind<RateThreshold> RATE = new Kind<>(
            "learned, off, or a count and its window, such as fixed:100/1m, of 1m, 5m, 1h or 1d", Kind::rate);

    static final Kind<Map<String, Duration>> REGIMES =
            new Kind<>("regimes with their times, such as GDPR-33=72h, separated by commas", Kind::regimes);

    Optional<T> read(String text) {
        return reader.apply(text.strip());
    }

    private static Kind<Optional<Secret>> secret(int least, String rule) {
        return or(
                "",
                rule,
                text -> Optional.of(text)
                        .filter(some ->
                                some.length() >= least && BEARER.matcher(some).matches())
                        .map(Secret::new));
    }

    static Kind<Integer> count(int least, int most) {
        return new Kind<>("a whole number from " + least + " to " + most, text -> {
            try {
                return Optional.of(Integer.valueOf(text)).filter(number -> number >= least && number <= most);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** A duration within bounds that are themselves written as durations. */
    static Kind<Duration> duration(String least, String most) {
        Duration from = Durations.parse(least).orElseThrow();
        Duration to = Durations.parse(most).orElseThrow();
        return new Kind<>(
                "a duration from " + least + " to " + most + ", such as 250ms, 2m or 30d",
                text -> Durations.parse(text).filter(some -> some.compareTo(from) >= 0 && some.compareTo(to) <= 0));
    }

    /** {@code auto}, which is nothing, or a value of the given kind. */
    static <T> Kind<Optional<T>> auto(Kind<T> kind) {
        return or(AUTO, AUTO + ", or " + kind.rule(), kind::read);
    }

    /** A text that stands for nothing, or a value. */
    private static <T> Kind<Optional<T>> or(String nothing, String rule, Function<String, Optional<T>> reader) {
        return new Kind<>(rule, text -> {
            Optional<T> value = text.equals(nothing) ? Optional.empty() : reader.apply(text);
            return value.isPresent() || text.equals(nothing) ? Optional.of(value) : Optional.empty();
        });
    }

    /** One of two words: whether it is the second. */
    static Kind<Boolean> choice(String no, String yes) {
        return choice("one of " + no + ", " + yes, no, yes);
    }

    private static Kind<Boolean> choice(String rule, String no, String yes) {
        return new Kind<>(
                rule, text -> text.equals(no) || text.equals(yes) ? Optional.of(text.equals(yes)) : Optional.empty());
    }

    /** One constant, written in lower case with dashes. */
    static <E extends Enum<E>> Kind<E> oneOf(List<E> constants) {
        return new Kind<>(
                "one of " + spelled(constants),
                text -> constants.stream()
                        .filter(constant -> spelling(constant).equals(text))
                        .findFirst());
    }

    private static <T> Kind<Set<T>> set(String rule, Kind<T> kind) {
        return new Kind<>(rule, text -> {
            Set<T> all = new LinkedHashSet<>();
            for (String part : parts(text).toList()) {
                Optional<T> one = kind.read(part);
                if (one.isEmpty()) {
                    return Optional.empty();
                }
                all.add(one.get());
            }
            return Optional.of(Set.copyOf(all));
        });
    }

    private static Stream<String> parts(String text) {
        return text.isEmpty()
                ? Stream.empty()
                : Arrays.stream(text.split(",", -1)).map(String::strip);
    }

    private static Optional<Map<String, Duration>> regimes(String text) {
        Map<String, Duration> regimes = new LinkedHashMap<>();
        for (String part : parts(text).toList()) {
            int equals = part.indexOf('=');
            Optional<Duration> time = Durations.parse(part.substring(equals + 1).strip());
            String regime = equals < 0 ? "" : part.substring(0, equals).strip();
            if (regime.isEmpty() || time.isEmpty() || regimes.put(regime, time.get()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(Collections.unmodifiableMap(regimes));
    }

    private static boolean isKeySource(String text) {
        String scheme = text.toLowerCase(Locale.ROOT);
        if (!scheme.startsWith("http://") && !scheme.startsWith("https://")) {
            return !scheme.contains("://") && FILE.read(text).isPresent();
        }
        return isAddress(text);
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null && uri.getScheme().matches("(?i)https?");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    private static Optional<RateThreshold> rate(String text) {
        if (text.equals("learned")) {
            return Optional.of(new RateThreshold.Learned());
        }
        if (text.equals("off")) {
            return Optional.of(new RateThreshold.Off());
        }
        Matcher fixed = FIXED_RATE.matcher(text);
        return fixed.matches()
                ? Arrays.stream(RateWindow.values())
                        .filter(window -> window.label().equals(fixed.group(2)))
                        .findFirst()
                        .map(window -> new RateThreshold.Fixed(Long.parseLong(fixed.group(1)), window))
                : Optional.empty();
    }

    private static <E extends Enum<E>> String spelled(List<E> constants) {
        return constants.stream().map(Kind::spelling).collect(Collectors.joining(", "));
    }

    private static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

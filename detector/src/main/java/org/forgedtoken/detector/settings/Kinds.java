package org.forgedtoken.detector.settings;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The kinds of settings. */
final class Kinds {

    /** What Kafka allows as a topic's name. */
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    /** What may stand in an HTTP header as a bearer. */
    private static final Pattern BEARER = Pattern.compile("[\\x21-\\x7e]+");

    static final String AUTO = "auto";

    static final Kind<String> TEXT =
            new Kind<>("a text that is not empty", text -> Optional.of(text).filter(some -> !some.isEmpty()));

    static final Kind<String> TOPIC_NAME = new Kind<>(
            "a topic name: letters, digits, '.', '_' and '-', at most 249",
            text -> Optional.of(text).filter(TOPIC.asMatchPredicate()));

    static final Kind<Optional<Secret>> SECRET = new Kind<>("visible ASCII without spaces, or empty", text -> {
        if (text.isEmpty()) {
            return Optional.of(Optional.empty());
        }
        return BEARER.matcher(text).matches() ? Optional.of(Optional.of(new Secret(text))) : Optional.empty();
    });

    static final Kind<KeySource> KEY_SOURCE =
            new Kind<>("a file path, an http:// or https:// URL, or empty", Kinds::keySource);

    static final Kind<Set<Integer>> STATUSES =
            set("HTTP status codes from 100 to 599, separated by commas", count(100, 599));

    static final Kind<Set<String>> NAMES = set("names separated by commas", TEXT);

    static final Kind<List<String>> PATHS = new Kind<>(
            "paths that begin with '/', separated by commas",
            text -> Optional.of(parts(text).toList())
                    .filter(paths -> paths.stream().allMatch(path -> path.startsWith("/"))));

    static final Kind<Boolean> SWITCH = new Kind<>(
            "true or false",
            text -> text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty());

    static final Kind<Optional<Path>> FILE = new Kind<>("a file path, or empty", text -> {
        try {
            return Optional.of(text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text)));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    });

    static final Kind<Map<String, Duration>> REGIMES =
            new Kind<>("regimes with their times, such as GDPR-33=72h, separated by commas", Kinds::regimes);

    private Kinds() {}

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

    /** {@code auto}, or a value of the given kind. */
    static <S, T> Kind<T> auto(T automatic, Kind<S> kind, Function<S, T> fixed) {
        return new Kind<>(
                AUTO + ", or " + kind.rule(),
                text -> text.equals(AUTO)
                        ? Optional.of(automatic)
                        : kind.read(text).map(fixed));
    }

    /** One constant, written in lower case with dashes. */
    static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
        E[] constants = type.getEnumConstants();
        return new Kind<>(
                "one of " + spelled(constants),
                text -> Arrays.stream(constants)
                        .filter(constant -> spelling(constant).equals(text))
                        .findFirst());
    }

    /** Any number of constants, separated by commas. */
    static <E extends Enum<E>> Kind<Set<E>> anyOf(Class<E> type) {
        Kind<Set<E>> set = set("any of " + spelled(type.getEnumConstants()) + ", separated by commas", oneOf(type));
        return new Kind<>(set.rule(), text -> set.read(text).map(some -> some.isEmpty() ? some : EnumSet.copyOf(some)));
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
            return Optional.of(all);
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
        return Optional.of(regimes);
    }

    private static Optional<KeySource> keySource(String text) {
        if (text.isEmpty()) {
            return Optional.of(new KeySource.None());
        }
        try {
            String scheme = text.toLowerCase(Locale.ROOT);
            if (scheme.startsWith("http://") || scheme.startsWith("https://")) {
                return Optional.of(URI.create(text))
                        .filter(uri -> uri.getHost() != null)
                        .map(KeySource.Url::new);
            }
            return scheme.contains("://") ? Optional.empty() : Optional.of(new KeySource.KeyFile(Path.of(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String spelled(Enum<?>[] constants) {
        return String.join(", ", Arrays.stream(constants).map(Kinds::spelling).toList());
    }

    private static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

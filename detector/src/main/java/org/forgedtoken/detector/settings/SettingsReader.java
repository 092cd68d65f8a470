package org.forgedtoken.detector.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.settings.Settings.ByName;
import org.forgedtoken.detector.settings.Settings.Effective;
import org.forgedtoken.detector.settings.Settings.Origin;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.forgedtoken.detector.settings.WrongSettings.Fault;

/** Reads and checks all settings in one go, and collects what is wrong. */
final class SettingsReader {

    static final String KAFKA_PREFIX = "kafka.";

    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Given> given;

    SettingsReader(Sources sources) {
        given = Given.all(sources, faults);
    }

    Settings read(List<Settings.Check> checks) {
        given.values().forEach(this::checkKnown);
        List<ByName<?>> values = new ArrayList<>();
        Catalogue.all().forEach(setting -> values.add(value(setting)));
        Map<String, String> kafka =
                kafka().collect(Collectors.toMap(some -> some.key().substring(KAFKA_PREFIX.length()), Given::text));
        List<Effective> effective = Stream.concat(Catalogue.all().stream().flatMap(this::all), kafka())
                .map(some -> new Effective(some.key(), some.shown(), some.origin()))
                .toList();
        Settings settings = new Settings(values, kafka, effective);
        checkTogether(settings);
        checks.forEach(check -> check.look(settings, (key, why) -> {
            Given named = given.get(key);
            if (named != null) {
                faults.add(named.fault(why));
            }
        }));
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparing(Fault::key));
            throw new WrongSettings(faults);
        }
        return settings;
    }

    private void checkTogether(Settings settings) {
        Map<String, String> keyByTopic = new HashMap<>();
        Catalogue.all().stream()
                .filter(setting -> setting.kind().equals(Kind.TOPIC_NAME) || setting.equals(Catalogue.EVIDENCE_TOPIC))
                .map(this::given)
                .filter(topic -> !topic.text().isEmpty())
                .forEach(topic -> {
                    String other = keyByTopic.putIfAbsent(topic.text(), topic.key());
                    if (other != null) {
                        faults.add(topic.fault("must be another topic than that of " + other));
                    }
                });
        if (!settings.get(Catalogue.CANARY_INTERVAL).isZero()
                && !given(Catalogue.ACCESS_FORMAT).text().equals(Catalogue.ACCESS_FORMAT.fallback())) {
            faults.add(given(Catalogue.CANARY_INTERVAL)
                    .fault("needs access.format=native: nothing is planted in another format"));
        }
        Given token = given(Catalogue.HTTP_TOKEN);
        if (!Kind.isLoopback(settings.get(Catalogue.HTTP_HOST)) && token.text().isEmpty()) {
            faults.add(token.fault("must be set where http.host is not a loopback address"));
        }
        checkTokens();
        checkReceivers(settings);
    }

    /** A secret says who asks, and what he may: it cannot be that of two. */
    private void checkTokens() {
        Map<String, String> keyBySecret = new HashMap<>();
        Stream.concat(
                        overrides(Catalogue.HTTP_TOKEN_NAMED),
                        Stream.of(Catalogue.HTTP_TOKEN, Catalogue.HTTP_PEER_SECRET)
                                .map(this::given))
                .filter(some -> !some.text().isEmpty())
                .forEach(some -> {
                    String other = keyBySecret.putIfAbsent(some.text().strip(), some.key());
                    if (other != null) {
                        faults.add(some.fault("must be another secret than that of " + other));
                    }
                });
        overrides(Catalogue.HTTP_TOKEN_ROLE)
                .filter(some -> !keyBySecret.containsValue(Catalogue.HTTP_TOKEN_NAMED.keyFor(
                        Catalogue.HTTP_TOKEN_ROLE.nameIn(some.key()).orElseThrow())))
                .forEach(some -> faults.add(some.fault("needs a http.token.<name> of the same name")));
    }

    private void checkReceivers(Settings settings) {
        for (Setting<?> one : List.of(
                Catalogue.NOTIFY_FORMAT, Catalogue.NOTIFY_SECRET, Catalogue.NOTIFY_SEVERITY, Catalogue.NOTIFY_RATE)) {
            overrides(one)
                    .filter(some -> settings.each(Catalogue.NOTIFY_URL)
                            .of(one.nameIn(some.key()).orElseThrow())
                            .isEmpty())
                    .forEach(some -> faults.add(some.fault("needs a notify.<name>.url of the same name")));
        }
        overrides(Catalogue.NOTIFY_FORMAT).forEach(some -> {
            String name = Catalogue.NOTIFY_FORMAT.nameIn(some.key()).orElseThrow();
            if (settings.each(Catalogue.NOTIFY_FORMAT).of(name) == Catalogue.NotifyFormat.PAGERDUTY
                    && settings.each(Catalogue.NOTIFY_SECRET).of(name).isEmpty()) {
                faults.add(some.fault("needs " + Catalogue.NOTIFY_SECRET.keyFor(name) + ", the routing key"));
            }
        });
    }

    private <T> ByName<T> value(Setting<T> setting) {
        Map<String, T> byName = new HashMap<>();
        overrides(setting).forEach(some -> byName.put(setting.nameIn(some.key()).orElseThrow(), check(setting, some)));
        return new ByName<>(check(setting, given(setting)), byName);
    }

    /** The value; after a fault the default, so that the other faults are found too. */
    private <T> T check(Setting<T> setting, Given some) {
        Optional<T> value = setting.kind().read(some.text());
        if (value.isEmpty()) {
            faults.add(some.fault("must be " + setting.kind().rule()));
        }
        return value.or(() -> setting.kind().read(setting.fallback())).orElseThrow();
    }

    private void checkKnown(Given some) {
        if (!some.key().startsWith(KAFKA_PREFIX) && Catalogue.of(some.key()).isEmpty()) {
            boolean secret = Nearest.to(some)
                    .map(setting -> setting.secret() || setting.kind().equals(Kind.RECEIVER))
                    .orElse(false);
            String shown = secret ? Secret.HIDDEN : some.shown();
            faults.add(new Fault(some.name(), shown, some.origin(), "is no setting" + Nearest.hint(some)));
        }
    }

    private Stream<Given> kafka() {
        return given.values().stream().filter(some -> some.key().startsWith(KAFKA_PREFIX));
    }

    /** What holds for all issuers, and for single ones. */
    private Stream<Given> all(Setting<?> setting) {
        return Stream.concat(Stream.of(given(setting)), overrides(setting));
    }

    private Stream<Given> overrides(Setting<?> setting) {
        return given.values().stream()
                .filter(some -> !some.key().equals(setting.key()))
                .filter(some -> Catalogue.of(some.key()).filter(setting::equals).isPresent());
    }

    /** What holds for all issuers: the default where nobody has given anything. */
    private Given given(Setting<?> setting) {
        String key = setting.key();
        Given some = given.getOrDefault(key, new Given(key, key, setting.fallback(), Origin.DEFAULT));
        return new Given(key, some.name(), some.text().strip(), some.origin());
    }

    /**
     * What a user gave for a key.
     *
     * @param name how the source itself calls the key
     */
    record Given(String key, String name, String text, Origin origin) {
        /** With which settings are named in the environment. */
        static final String PREFIX = "DETECTOR_";

        private static final String KAFKA_PREFIX = PREFIX + "KAFKA_";

        /** What the launcher and the log configuration read themselves. */
        private static final Set<String> NO_SETTINGS = Set.of("DETECTOR_JAVA_OPTS", "DETECTOR_LOG");

        /** What Kubernetes sets in every container for a service whose name begins with "detector". */
        private static final Pattern SERVICE_LINK =
                Pattern.compile("DETECTOR_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP).*)?)");

        /** What is shown of it. */
        String shown() {
            return Shown.value(key, text);
        }

        Fault fault(String rule) {
            return new Fault(key, shown(), origin, rule);
        }

        /** By key, the later source over the earlier; what is wrong with a source as a whole goes to {@code faults}. */
        static Map<String, Given> all(Sources sources, List<Fault> faults) {
            Map<String, Given> all = new TreeMap<>();
            sources.file().ifPresent(file -> readFile(file, all, faults));
            readEnvironment(sources.environment(), all);
            sources.set().forEach((key, text) -> put(all, new Given(key, key, text, Origin.SET)));
            return all;
        }

        private static void readFile(Path file, Map<String, Given> all, List<Fault> faults) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException e) {
                faults.add(unreadable(file, Trouble.with(e)));
            } catch (IllegalArgumentException e) {
                faults.add(unreadable(file, String.valueOf(e.getMessage())));
            }
            for (String key : properties.stringPropertyNames()) {
                put(all, new Given(key, key, properties.getProperty(key), Origin.FILE));
            }
        }

        private static Fault unreadable(Path file, String why) {
            return new Fault("--config", file.toString(), Origin.FILE, "must be a readable properties file: " + why);
        }

        private static void readEnvironment(Map<String, String> environment, Map<String, Given> all) {
            environment.forEach((name, text) -> {
                if (name.startsWith(PREFIX)) {
                    key(name).ifPresent(key -> put(all, new Given(key, name, text, Origin.ENVIRONMENT)));
                }
            });
        }

        /** An unknown name stays as it is, to be told as a fault; nothing where the name is meant for others. */
        private static Optional<String> key(String name) {
            Optional<String> known = Catalogue.all().stream()
                    .flatMap(setting -> setting.keyOf(name).stream())
                    .findFirst();
            if (known.isPresent()) {
                return known;
            }
            if (name.startsWith(KAFKA_PREFIX)) {
                // Kafka's keys have no dash and no underscore, so this loses nothing
                String key = name.substring(KAFKA_PREFIX.length()).toLowerCase(Locale.ROOT);
                return Optional.of(SettingsReader.KAFKA_PREFIX + key.replace('_', '.'));
            }
            boolean meantForOthers =
                    NO_SETTINGS.contains(name) || SERVICE_LINK.matcher(name).matches();
            return meantForOthers ? Optional.empty() : Optional.of(name);
        }

        private static void put(Map<String, Given> all, Given given) {
            all.put(given.key(), given);
        }
    }
}

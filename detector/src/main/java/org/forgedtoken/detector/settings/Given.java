package org.forgedtoken.detector.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

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

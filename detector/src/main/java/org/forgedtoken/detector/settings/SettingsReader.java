package org.forgedtoken.detector.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads and checks all settings in one go, and collects what is wrong. */
final class SettingsReader {

    static final String KAFKA_PREFIX = "kafka.";

    private static final Predicate<String> LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1|\\[::1]").asMatchPredicate();

    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Given> given;

    SettingsReader(Sources sources) {
        given = Given.all(sources, faults);
    }

    Settings read(List<Settings.Check> checks) {
        given.values().forEach(this::checkKnown);
        List<PerIssuer<?>> values = new ArrayList<>();
        Catalogue.all().forEach(setting -> values.add(value(setting)));
        Settings settings = new Settings(values, kafka(), effective());
        checkTopics();
        if (!settings.get(Catalogue.CANARY_INTERVAL).isZero()
                && !text(Catalogue.ACCESS_FORMAT).equals(Catalogue.ACCESS_FORMAT.fallback())) {
            fault(Catalogue.CANARY_INTERVAL, "needs access.format=native: nothing is planted in another format");
        }
        if (!LOOPBACK.test(settings.get(Catalogue.HTTP_HOST).toLowerCase(Locale.ROOT))
                && text(Catalogue.HTTP_TOKEN).isEmpty()) {
            fault(Catalogue.HTTP_TOKEN, "must be set where http.host is not a loopback address");
        }
        checks.forEach(check -> check.look(settings, this::unusable));
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparing(Fault::key));
            throw new WrongSettings(faults);
        }
        return settings;
    }

    private void checkTopics() {
        Map<String, String> keyByTopic = new HashMap<>();
        Catalogue.all().stream()
                .filter(setting -> setting.kind().equals(Kind.TOPIC_NAME))
                .forEach(setting -> {
                    String other = keyByTopic.putIfAbsent(text(setting), setting.key());
                    if (other != null) {
                        fault(setting, "must be another topic than that of " + other);
                    }
                });
    }

    private Map<String, String> kafka() {
        Map<String, String> kafka = new TreeMap<>();
        given.values().stream()
                .filter(some -> some.key().startsWith(KAFKA_PREFIX))
                .forEach(some -> kafka.put(some.key().substring(KAFKA_PREFIX.length()), some.text()));
        return kafka;
    }

    private List<Effective> effective() {
        List<Effective> effective = new ArrayList<>();
        for (Setting<?> setting : Catalogue.all()) {
            effective.add(new Effective(setting.key(), shown(setting), origin(setting)));
            overrides(setting).forEach(some -> effective.add(new Effective(some.key(), shown(some), some.origin())));
        }
        given.values().stream()
                .filter(some -> some.key().startsWith(KAFKA_PREFIX))
                .forEach(some -> effective.add(new Effective(some.key(), shown(some), some.origin())));
        return effective;
    }

    private <T> PerIssuer<T> value(Setting<T> setting) {
        Map<String, T> byIssuer = new HashMap<>();
        overrides(setting)
                .forEach(some -> byIssuer.put(
                        setting.issuerOf(some.key()), check(setting, some.text(), some.key(), some.origin())));
        return new PerIssuer<>(check(setting, text(setting), setting.key(), origin(setting)), byIssuer);
    }

    /** The value; after a fault the default, so that the other faults are found too. */
    private <T> T check(Setting<T> setting, String text, String key, Origin origin) {
        Optional<T> value = setting.kind().read(text);
        if (value.isEmpty()) {
            faults.add(new Fault(
                    key,
                    Shown.value(key, text),
                    origin,
                    "must be " + setting.kind().rule()));
        }
        return value.or(() -> setting.kind().read(setting.fallback())).orElseThrow();
    }

    private void fault(Setting<?> setting, String rule) {
        faults.add(new Fault(setting.key(), shown(setting), origin(setting), rule));
    }

    private void unusable(String key, String why) {
        Given named = given.get(key);
        if (named != null) {
            faults.add(new Fault(key, shown(named), named.origin(), why));
        }
    }

    private void checkKnown(Given some) {
        boolean known = some.key().startsWith(KAFKA_PREFIX)
                || isSetting(some.key())
                || Catalogue.all().stream().anyMatch(setting -> setting.overriddenBy(some.key()));
        if (!known) {
            boolean secret = Nearest.to(some).map(Setting::secret).orElse(false);
            String shown = secret ? Secret.HIDDEN : shown(some);
            faults.add(new Fault(some.name(), shown, some.origin(), "is no setting" + Nearest.hint(some)));
        }
    }

    private Stream<Given> overrides(Setting<?> setting) {
        return given.values().stream()
                .filter(some -> setting.overriddenBy(some.key()) && !isSetting(some.key()))
                .filter(some -> Catalogue.all().stream()
                        .noneMatch(other -> other.overriddenBy(some.key())
                                && other.key().length() > setting.key().length()));
    }

    private static boolean isSetting(String key) {
        return Catalogue.all().stream().anyMatch(setting -> setting.key().equals(key));
    }

    private String text(Setting<?> setting) {
        Given some = given.get(setting.key());
        return some == null ? setting.fallback() : some.text().strip();
    }

    private Origin origin(Setting<?> setting) {
        Given some = given.get(setting.key());
        return some == null ? Origin.DEFAULT : some.origin();
    }

    private String shown(Setting<?> setting) {
        return Shown.value(setting.key(), text(setting));
    }

    private static String shown(Given some) {
        return Shown.value(some.key(), some.text());
    }
}

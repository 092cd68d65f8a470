package org.forgedtoken.detector.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
                .filter(setting -> setting.kind().equals(Kind.TOPIC_NAME))
                .map(this::given)
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
        checkReceivers(settings);
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
            if (settings.each(Catalogue.NOTIFY_FORMAT).of(name) == NotifyFormat.PAGERDUTY
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
}

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

    Settings read(List<Check> checks) {
        given.values().forEach(this::checkKnown);
        Settings settings = new Settings(
                topics(),
                new Settings.Access(
                        value(Catalogue.ACCESS_FORMAT),
                        value(Catalogue.ACCESS_KEYED),
                        value(Catalogue.ACCESS_ISSUER),
                        value(Catalogue.ACCESS_REFUSED_STATUS),
                        value(Catalogue.ACCESS_PROTECTED_PATHS)),
                new Settings.Issuance(value(Catalogue.ISSUANCE_FORMAT), value(Catalogue.ISSUANCE_KEYED)),
                new Settings.Tokens(
                        perIssuer(Catalogue.TOKEN_IDENTITY),
                        value(Catalogue.TOKEN_MAX_LIFE),
                        value(Catalogue.TOKEN_COMPARE),
                        perIssuer(Catalogue.TOKEN_NUMERIC_CLAIMS),
                        perIssuer(Catalogue.TOKEN_CONTENTS)),
                new Settings.Ledger(
                        value(Catalogue.LEDGER_STORE),
                        value(Catalogue.LEDGER_GRACE),
                        value(Catalogue.LEDGER_MAX_SILENCE),
                        value(Catalogue.LEDGER_HOLE_WAIT),
                        value(Catalogue.LEDGER_KEEP),
                        value(Catalogue.LEDGER_MAX_AGE)),
                new Settings.Clock(value(Catalogue.CLOCK_SKEW), value(Catalogue.CLOCK_MAX_AHEAD)),
                new Settings.Judge(
                        value(Catalogue.JUDGE_PARTITIONS),
                        value(Catalogue.REVOCATION_GRACE),
                        value(Catalogue.PENDING_MAX),
                        value(Catalogue.ISSUER_EXPECTED_UNCOVERED)),
                new Settings.Keys(value(Catalogue.KEY_MAX_AGE), value(Catalogue.KEY_AT_RISK_MAX_AGE)),
                new Settings.Watch(
                        value(Catalogue.ACCOUNT_GRACE),
                        value(Catalogue.ACCOUNT_UNKNOWN_MIN),
                        value(Catalogue.ACCOUNT_RATE),
                        value(Catalogue.EPISODE_QUIET),
                        value(Catalogue.SOURCE_FAN_OUT_MIN)),
                new Settings.Incidents(
                        value(Catalogue.INCIDENT_ALERT_MAX),
                        value(Catalogue.INCIDENT_REPORTING),
                        value(Catalogue.EXCEPTIONS_FILE)),
                new Settings.Evidence(value(Catalogue.EVIDENCE_KEY)),
                new Settings.Alerts(
                        value(Catalogue.ALERTS_RETENTION), value(Catalogue.BLOCK_MAX), value(Catalogue.BLOCK_KEYS)),
                new Settings.Jwks(
                        perIssuer(Catalogue.JWKS),
                        perIssuer(Catalogue.JWKS_SHARED),
                        value(Catalogue.JWKS_CHECKS_PER_SECOND)),
                http(),
                canary(),
                kafka(),
                effective());
        checks.forEach(check -> check.look(settings, this::unusable));
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparing(Fault::key));
            throw new WrongSettings(faults);
        }
        return settings;
    }

    private Settings.Topics topics() {
        Map<String, String> keyByTopic = new HashMap<>();
        for (Setting<String> setting : List.of(
                Catalogue.TOPIC_ACCESS,
                Catalogue.TOPIC_ISSUANCE,
                Catalogue.TOPIC_KEYS,
                Catalogue.TOPIC_ACCOUNTS,
                Catalogue.TOPIC_ACTIONS,
                Catalogue.TOPIC_ALERTS,
                Catalogue.TOPIC_INCIDENTS,
                Catalogue.TOPIC_BLOCKLIST,
                Catalogue.TOPIC_DEAD_LETTERS)) {
            String other = keyByTopic.putIfAbsent(text(setting), setting.key());
            if (other != null) {
                fault(setting, "must be another topic than that of " + other);
            }
        }
        return new Settings.Topics(
                value(Catalogue.TOPIC_ACCESS),
                value(Catalogue.TOPIC_ISSUANCE),
                value(Catalogue.TOPIC_KEYS),
                value(Catalogue.TOPIC_ACCOUNTS),
                value(Catalogue.TOPIC_ACTIONS),
                value(Catalogue.TOPIC_ALERTS),
                value(Catalogue.TOPIC_INCIDENTS),
                value(Catalogue.TOPIC_BLOCKLIST),
                value(Catalogue.TOPIC_DEAD_LETTERS));
    }

    private Settings.Canary canary() {
        Settings.Canary canary = new Settings.Canary(
                value(Catalogue.CANARY_INTERVAL), value(Catalogue.CANARY_WITHIN), value(Catalogue.CANARY_SECRET));
        if (!canary.interval().isZero() && !text(Catalogue.ACCESS_FORMAT).equals(Catalogue.ACCESS_FORMAT.fallback())) {
            fault(Catalogue.CANARY_INTERVAL, "needs access.format=native: nothing is planted in another format");
        }
        return canary;
    }

    private Settings.Http http() {
        Settings.Http http = new Settings.Http(
                value(Catalogue.HTTP_HOST),
                value(Catalogue.HTTP_PORT),
                value(Catalogue.HTTP_TOKEN),
                value(Catalogue.DECISION_FAIL),
                value(Catalogue.DECISION_UNREADABLE));
        if (!LOOPBACK.test(http.host().toLowerCase(Locale.ROOT))
                && text(Catalogue.HTTP_TOKEN).isEmpty()) {
            fault(Catalogue.HTTP_TOKEN, "must be set where http.host is not a loopback address");
        }
        return http;
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

    private <T> T value(Setting<T> setting) {
        return check(setting, text(setting), setting.key(), origin(setting));
    }

    private <T> PerIssuer<T> perIssuer(Setting<T> setting) {
        Map<String, T> byIssuer = new HashMap<>();
        overrides(setting)
                .forEach(some -> byIssuer.put(
                        setting.issuerOf(some.key()), check(setting, some.text(), some.key(), some.origin())));
        return new PerIssuer<>(value(setting), byIssuer);
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

package org.forgedtoken.detector.settings;

import static org.forgedtoken.detector.settings.Kind.auto;
import static org.forgedtoken.detector.settings.Kind.choice;
import static org.forgedtoken.detector.settings.Kind.count;
import static org.forgedtoken.detector.settings.Kind.duration;
import static org.forgedtoken.detector.settings.Kind.oneOf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.rule.Claim;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.rule.rate.RateThreshold;

/** Every setting, once. */
public final class Catalogue {

    /** Filled by the constants below, in their order. */
    private static final List<Setting<?>> ALL = new ArrayList<>();

    public static final Setting<String> TOPIC_ACCESS = all("topic.access", Kind.TOPIC_NAME, "access-log");
    public static final Setting<String> TOPIC_ISSUANCE = all("topic.issuance", Kind.TOPIC_NAME, "token-issuance");
    public static final Setting<String> TOPIC_KEYS = all("topic.keys", Kind.TOPIC_NAME, "signing-keys");
    public static final Setting<String> TOPIC_ACCOUNTS = all("topic.accounts", Kind.TOPIC_NAME, "accounts");
    public static final Setting<String> TOPIC_ACTIONS = all("topic.actions", Kind.TOPIC_NAME, "detector-actions");
    public static final Setting<String> TOPIC_ALERTS = all("topic.alerts", Kind.TOPIC_NAME, "token-alerts");
    public static final Setting<String> TOPIC_INCIDENTS = all("topic.incidents", Kind.TOPIC_NAME, "token-incidents");
    public static final Setting<String> TOPIC_BLOCKLIST = all("topic.blocklist", Kind.TOPIC_NAME, "token-blocklist");
    public static final Setting<String> TOPIC_DEAD_LETTERS =
            all("topic.dead-letters", Kind.TOPIC_NAME, "detector-dead-letters");

    public static final Setting<Optional<Integer>> JUDGE_PARTITIONS =
            all("judge.partitions", auto(count(1, 10_000)), Kind.AUTO);

    public static final Setting<String> ACCESS_FORMAT = all("access.format", Kind.TEXT, "native");
    public static final Setting<String> ISSUANCE_FORMAT = all("issuance.format", Kind.TEXT, "native");
    public static final Setting<Boolean> ACCESS_KEYED = all("access.keyed", Kind.SWITCH, "false");
    public static final Setting<Boolean> ISSUANCE_KEYED = all("issuance.keyed", Kind.SWITCH, "false");
    public static final Setting<String> ACCESS_ISSUER = all("access.issuer", Kind.TEXT, Settings.ISSUER_UNLESS_SET);
    public static final Setting<Set<Integer>> ACCESS_REFUSED_STATUS =
            all("access.refused-status", Kind.STATUSES, "401");
    public static final Setting<List<String>> ACCESS_PROTECTED_PATHS = all("access.protected-paths", Kind.PATHS, "");

    public static final Setting<IdentityKind> TOKEN_IDENTITY =
            perIssuer("token.identity", oneOf(List.of(IdentityKind.values())), "id");
    public static final Setting<Optional<Duration>> TOKEN_MAX_LIFE =
            all("token.max-life", auto(duration("1s", "3650d")), Kind.AUTO);
    public static final Setting<Set<Claim>> TOKEN_COMPARE =
            all("token.compare", Kind.CLAIMS, "account,client,key,issued-at,expiry");
    public static final Setting<Boolean> TOKEN_NUMERIC_CLAIMS =
            perIssuer("token.numeric-claims", choice("reject", "accept"), "reject");
    public static final Setting<Boolean> TOKEN_CONTENTS_MANY =
            perIssuer("token.contents", choice("one", "many"), "one");

    public static final Setting<Boolean> LEDGER_ON_DISK = all("ledger.store", choice("memory", "rocksdb"), "memory");
    public static final Setting<Duration> LEDGER_GRACE = all("ledger.grace", duration("0ms", "1d"), "2m");
    public static final Setting<Optional<Duration>> LEDGER_MAX_SILENCE =
            all("ledger.max-silence", auto(duration("1s", "30d")), Kind.AUTO);
    public static final Setting<Duration> LEDGER_HOLE_WAIT = all("ledger.hole-wait", duration("0ms", "30d"), "1h");
    public static final Setting<Duration> LEDGER_KEEP = all("ledger.keep", duration("0ms", "365d"), "1d");
    public static final Setting<Duration> LEDGER_MAX_AGE = all("ledger.max-age", duration("1h", "3650d"), "90d");

    public static final Setting<Duration> CLOCK_SKEW = all("clock.skew", duration("0ms", "1h"), "1m");
    public static final Setting<Duration> CLOCK_MAX_AHEAD = all("clock.max-ahead", duration("1s", "1d"), "10m");
    public static final Setting<Duration> REVOCATION_GRACE = all("revocation.grace", duration("0ms", "1d"), "5m");
    public static final Setting<Integer> PENDING_MAX = all("pending.max", count(100, 100_000_000), "1000000");

    public static final Setting<Duration> KEY_MAX_AGE = all("key.max-age", duration("1h", "36500d"), "365d");
    public static final Setting<Duration> KEY_AT_RISK_MAX_AGE =
            all("key.at-risk-max-age", duration("0ms", "36500d"), "7d");

    public static final Setting<Duration> ACCOUNT_GRACE = all("account.grace", duration("0ms", "30d"), "1h");
    public static final Setting<Integer> ACCOUNT_UNKNOWN_MIN = all("account.unknown.min", count(1, 1_000_000), "10");
    public static final Setting<RateThreshold> ACCOUNT_RATE = all("account.rate", Kind.RATE, "learned");
    public static final Setting<Duration> EPISODE_QUIET = all("episode.quiet", duration("1m", "365d"), "24h");
    public static final Setting<Integer> SOURCE_FAN_OUT_MIN = all("source.fan-out.min", count(1, 1_000_000), "20");

    public static final Setting<Integer> INCIDENT_ALERT_MAX = all("incident.alert-max", count(1, 10_000_000), "10000");
    public static final Setting<Map<String, Duration>> INCIDENT_REPORTING =
            all("incident.reporting", Kind.REGIMES, "KR-NETWORK-ACT=24h,KR-PIPA=72h,GDPR-33=72h");
    public static final Setting<Optional<Path>> EXCEPTIONS_FILE = all("exceptions.file", Kind.FILE, "");
    public static final Setting<Optional<Path>> EVIDENCE_KEY = all("evidence.key", Kind.FILE, "");
    public static final Setting<Optional<String>> EVIDENCE_TOPIC = all("evidence.topic", Kind.TOPIC_OR_NONE, "");
    public static final Setting<Set<String>> ISSUER_EXPECTED_UNCOVERED =
            all("issuer.expected-uncovered", Kind.NAMES, "");
    public static final Setting<Duration> BLOCK_MAX = all("block.max", duration("1m", "3650d"), "30d");
    public static final Setting<Boolean> BLOCK_KEYS = all("block.keys", Kind.SWITCH, "false");
    public static final Setting<Duration> ALERTS_RETENTION = all("alerts.retention", duration("1h", "36500d"), "730d");

    public static final Setting<String> JWKS = perIssuer("jwks", Kind.KEY_SOURCE, "");
    public static final Setting<Boolean> JWKS_SHARED = perIssuer("jwks.shared", Kind.SWITCH, "false");
    public static final Setting<Integer> JWKS_CHECKS_PER_SECOND =
            all("jwks.checks-per-second", count(1, 1_000_000), "2000");

    public static final Setting<Integer> HTTP_PORT = all("http.port", count(0, 65_535), "8080");
    public static final Setting<String> HTTP_HOST = all("http.host", Kind.TEXT, "127.0.0.1");
    public static final Setting<Optional<Secret>> HTTP_TOKEN = secret("http.token", Kind.TOKEN);
    public static final Setting<Optional<Secret>> HTTP_TOKEN_NAMED = secret("http.token.<name>", Kind.TOKEN);
    public static final Setting<TokenRole> HTTP_TOKEN_ROLE =
            all("http.token.<name>.role", oneOf(List.of(TokenRole.values())), "act");
    public static final Setting<Optional<Secret>> HTTP_PEER_SECRET = secret("http.peer-secret", Kind.TOKEN);
    public static final Setting<Optional<Path>> HTTP_TLS_KEYSTORE = all("http.tls.keystore", Kind.FILE, "");
    public static final Setting<Optional<Secret>> HTTP_TLS_PASSWORD = secret("http.tls.password", Kind.SECRET);

    public static final Setting<Optional<Integer>> DECISION_PORT =
            all("decision.port", auto(count(0, 65_535)), Kind.AUTO);
    public static final Setting<Boolean> DECISION_FAIL_CLOSED = all("decision.fail", choice("open", "closed"), "open");
    public static final Setting<Boolean> DECISION_UNREADABLE_CLOSED =
            all("decision.unreadable", choice("open", "closed"), "closed");

    public static final Setting<Duration> CANARY_INTERVAL = all("canary.interval", duration("0ms", "1d"), "0ms");
    public static final Setting<Duration> CANARY_WITHIN = all("canary.within", duration("1s", "1d"), "15m");
    public static final Setting<Optional<Secret>> CANARY_SECRET = secret("canary.secret", Kind.SECRET);

    public static final Setting<String> HTTP_BASE_URL = all("http.base-url", Kind.BASE_URL, "");
    public static final Setting<String> RUNBOOK_BASE_URL = all("runbook.base-url", Kind.BASE_URL, "");

    public static final Setting<String> NOTIFY_URL = all("notify.<name>.url", Kind.RECEIVER, "");
    public static final Setting<NotifyFormat> NOTIFY_FORMAT =
            all("notify.<name>.format", oneOf(List.of(NotifyFormat.values())), "cloudevents");
    public static final Setting<Optional<Secret>> NOTIFY_SECRET = secret("notify.<name>.secret", Kind.SECRET);
    public static final Setting<Severity> NOTIFY_SEVERITY =
            all("notify.<name>.severity", oneOf(List.of(Severity.values())), "low");
    public static final Setting<Integer> NOTIFY_RATE = all("notify.<name>.rate", count(1, 1_000), "20");

    public static final Setting<Boolean> METRICS_KAFKA_ALL = all("metrics.kafka", choice("core", "all"), "core");

    private Catalogue() {}

    /** All of them, in the order in which they are shown. */
    public static List<Setting<?>> all() {
        return List.copyOf(ALL);
    }

    /** The setting of a feed's topic. */
    public static Setting<String> topic(Feed feed) {
        return switch (feed) {
            case ACCESS -> TOPIC_ACCESS;
            case ISSUANCE -> TOPIC_ISSUANCE;
            case KEYS -> TOPIC_KEYS;
            case ACCOUNTS -> TOPIC_ACCOUNTS;
            case ACTIONS -> TOPIC_ACTIONS;
        };
    }

    /** The setting of this key, or that which this key overrides for one issuer, or gives to one name. */
    static Optional<Setting<?>> of(String key) {
        return ALL.stream()
                .filter(setting -> (setting.key().equals(key) && !setting.isByName())
                        || setting.nameIn(key).isPresent())
                .max(Comparator.comparingInt(setting -> setting.key().length()));
    }

    private static <T> Setting<T> all(String key, Kind<T> kind, String fallback) {
        return listed(key, kind, fallback, false, false);
    }

    private static <T> Setting<T> perIssuer(String key, Kind<T> kind, String fallback) {
        return listed(key, kind, fallback, true, false);
    }

    private static <T> Setting<T> secret(String key, Kind<T> kind) {
        return listed(key, kind, "", false, true);
    }

    private static <T> Setting<T> listed(String key, Kind<T> kind, String fallback, boolean perIssuer, boolean secret) {
        Setting<T> setting = new Setting<>(ALL.size(), key, kind, fallback, perIssuer, secret);
        ALL.add(setting);
        return setting;
    }

    /** How a receiver of notifications is told. */
    public enum NotifyFormat {
        CLOUDEVENTS,
        SLACK,
        PAGERDUTY
    }
}

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

    public static final Setting<String> TOPIC_ACCESS =
            all("topic.access", Kind.TOPIC_NAME, "access-log").says("The topic of access records.");
    public static final Setting<String> TOPIC_ISSUANCE = all("topic.issuance", Kind.TOPIC_NAME, "token-issuance")
            .says("The topic of issuance, revocation and heartbeat records.");
    public static final Setting<String> TOPIC_KEYS = all("topic.keys", Kind.TOPIC_NAME, "signing-keys")
            .says("The topic of signing keys' records; it need not exist.");
    public static final Setting<String> TOPIC_ACCOUNTS =
            all("topic.accounts", Kind.TOPIC_NAME, "accounts").says("The topic of known accounts; it need not exist.");
    public static final Setting<String> TOPIC_ACTIONS = all("topic.actions", Kind.TOPIC_NAME, "detector-actions")
            .says("The topic of what analysts decide on alerts and incidents; it need not exist.");
    public static final Setting<String> TOPIC_ALERTS = all("topic.alerts", Kind.TOPIC_NAME, "token-alerts")
            .says("The topic to which alerts, and changes of incidents, are written.");
    public static final Setting<String> TOPIC_INCIDENTS = all("topic.incidents", Kind.TOPIC_NAME, "token-incidents")
            .says("The topic to which incidents are written.");
    public static final Setting<String> TOPIC_BLOCKLIST = all("topic.blocklist", Kind.TOPIC_NAME, "token-blocklist")
            .says("The topic to which block entries are written.");
    public static final Setting<String> TOPIC_DEAD_LETTERS = all(
                    "topic.dead-letters", Kind.TOPIC_NAME, "detector-dead-letters")
            .says("The topic to which goes what could not be read.");

    public static final Setting<Optional<Integer>> JUDGE_PARTITIONS = all(
                    "judge.partitions", auto(count(1, 10_000)), Kind.AUTO)
            .says("Partitions of the internal topic of token events, fixed at the first start; auto takes what that"
                    + " topic has, else what a keyed topic, or the access topic, has.");

    public static final Setting<String> ACCESS_FORMAT = all("access.format", Kind.TEXT, "native")
            .says("How access records are written: native, a shipped mapping, or the path of a mapping file.");
    public static final Setting<String> ISSUANCE_FORMAT = all("issuance.format", Kind.TEXT, "native")
            .says("How issuance records are written: native, a shipped mapping, or the path of a mapping file.");
    public static final Setting<Boolean> ACCESS_KEYED = all("access.keyed", Kind.SWITCH, "false")
            .says("Whether access records are keyed by their token's block-entry key already, spread by Kafka's"
                    + " default partitioner over judge.partitions: one hop is saved, and a record that is not so"
                    + " keyed stops the run.");
    public static final Setting<Boolean> ISSUANCE_KEYED = all("issuance.keyed", Kind.SWITCH, "false")
            .says("The same of issuance and revocation records; heartbeats and revocations of keys may have any key.");
    public static final Setting<String> ACCESS_ISSUER =
            all("access.issuer", Kind.TEXT, Settings.ISSUER_UNLESS_SET).says("The issuer of a token that names none.");
    public static final Setting<Set<Integer>> ACCESS_REFUSED_STATUS = all("access.refused-status", Kind.STATUSES, "401")
            .says("The statuses with which the gateway refuses a token; 403 is an answer to a token that it believed.");
    public static final Setting<List<String>> ACCESS_PROTECTED_PATHS = all("access.protected-paths", Kind.PATHS, "")
            .says("The paths for which the gateway checks tokens, each with all below it: /api covers /api/v1, not"
                    + " /apix; empty means all.");

    public static final Setting<IdentityKind> TOKEN_IDENTITY = perIssuer(
                    "token.identity", oneOf(List.of(IdentityKind.values())), "id")
            .says("By what a token and its issuance are matched: the token's id, its digest, or issuer, account and"
                    + " client.");
    public static final Setting<Optional<Duration>> TOKEN_MAX_LIFE = all(
                    "token.max-life", auto(duration("1s", "3650d")), Kind.AUTO)
            .says("The longest life of a token; auto takes, for each issuer and kind, the longest that issuance records"
                    + " state once 100 of them have over 7d, no bound where some state one and others none, else 30d.");
    public static final Setting<Set<Claim>> TOKEN_COMPARE = all(
                    "token.compare", Kind.CLAIMS, "account,client,key,issued-at,expiry")
            .says("The claims on which a token and its issuance must agree where both state them.");
    public static final Setting<Boolean> TOKEN_NUMERIC_CLAIMS = perIssuer(
                    "token.numeric-claims", choice("reject", "accept"), "reject")
            .says("Whether a token with a number where a text should be is unreadable, or read.");
    public static final Setting<Boolean> TOKEN_CONTENTS_MANY = perIssuer("token.contents", choice("one", "many"), "one")
            .says("How many contents an id may have where its issuance records state no digest: one for each record, or"
                    + " many.");

    public static final Setting<Boolean> LEDGER_ON_DISK = all("ledger.store", choice("memory", "rocksdb"), "memory")
            .says("Where the ledger is kept: memory takes some 52 bytes a live token; rocksdb, on disk, is for more"
                    + " tokens than that.");
    public static final Setting<Duration> LEDGER_GRACE = all("ledger.grace", duration("0ms", "1d"), "2m")
            .says("How late an issuance record may be before its token is called never issued.");
    public static final Setting<Optional<Duration>> LEDGER_MAX_SILENCE = all(
                    "ledger.max-silence", auto(duration("1s", "30d")), Kind.AUTO)
            .says("The gap between issuance records that makes a hole in the ledger; auto learns it from the last"
                    + " gaps.");
    public static final Setting<Duration> LEDGER_HOLE_WAIT = all("ledger.hole-wait", duration("0ms", "30d"), "1h")
            .says("How far the issuance feed moves past a hole before the tokens in it stop waiting.");
    public static final Setting<Duration> LEDGER_KEEP = all("ledger.keep", duration("0ms", "365d"), "1d")
            .says("How long an issuance is kept after its token's expiry.");
    public static final Setting<Duration> LEDGER_MAX_AGE = all("ledger.max-age", duration("1h", "3650d"), "90d")
            .says("How long an issuance is kept whose record states no expiry.");

    public static final Setting<Duration> CLOCK_SKEW = all("clock.skew", duration("0ms", "1h"), "1m")
            .says("By how much the clocks of gateway and issuer may differ.");
    public static final Setting<Duration> CLOCK_MAX_AHEAD = all("clock.max-ahead", duration("1s", "1d"), "10m")
            .says("How far a record's time may be ahead of the wall clock before it becomes a dead letter.");
    public static final Setting<Duration> REVOCATION_GRACE = all("revocation.grace", duration("0ms", "1d"), "5m")
            .says("How long the gateway may take to learn of a revocation.");
    public static final Setting<Integer> PENDING_MAX = all("pending.max", count(100, 100_000_000), "1000000")
            .says("How many tokens may wait for the ledger, of which one source may hold a hundredth; half is"
                    + " reserved for verified uses.");

    public static final Setting<Duration> KEY_MAX_AGE = all("key.max-age", duration("1h", "36500d"), "365d")
            .says("How long a signing key may sign before it must be rotated.");
    public static final Setting<Duration> KEY_AT_RISK_MAX_AGE = all(
                    "key.at-risk-max-age", duration("0ms", "36500d"), "7d")
            .says("How long a signing key may sign on from when it was put at risk: a custodian left.");

    public static final Setting<Duration> ACCOUNT_GRACE = all("account.grace", duration("0ms", "30d"), "1h")
            .says("How late an account's record may be before the account is said not to exist.");
    public static final Setting<Integer> ACCOUNT_UNKNOWN_MIN = all("account.unknown.min", count(1, 1_000_000), "10")
            .says("Accounts that do not exist, of whose tokens one source in a day uses so many, are an alert.");
    public static final Setting<RateThreshold> ACCOUNT_RATE = all("account.rate", Kind.RATE, "learned")
            .says("When an account is read too often: against its own learned habit, above a fixed count, or never.");
    public static final Setting<Duration> EPISODE_QUIET = all("episode.quiet", duration("1m", "365d"), "24h")
            .says("How long an account or a source must be quiet before its alert is closed.");
    public static final Setting<Integer> SOURCE_FAN_OUT_MIN = all("source.fan-out.min", count(1, 1_000_000), "20")
            .says("Of so many accounts, or more, must one source use tokens that are not known to be issued.");

    public static final Setting<Integer> INCIDENT_ALERT_MAX = all("incident.alert-max", count(1, 10_000_000), "10000")
            .says("How many token alerts of one incident are written before one roll-up carries the counts.");
    public static final Setting<Map<String, Duration>> INCIDENT_REPORTING = all(
                    "incident.reporting", Kind.REGIMES, "KR-NETWORK-ACT=24h,KR-PIPA=72h,GDPR-33=72h")
            .says("The regimes under which a verified incident must be reported, each with its time from when it was"
                    + " known.");
    public static final Setting<Optional<Path>> EXCEPTIONS_FILE = all("exceptions.file", Kind.FILE, "")
            .says("The file of exceptions: alerts that are expected for a while and are written as suppressed; read"
                    + " again when it changes.");
    public static final Setting<Optional<Path>> EVIDENCE_KEY = all("evidence.key", Kind.FILE, "")
            .says("The private key in PEM, Ed25519 or RSA, with which a replay signs the chain over its results; verify"
                    + " takes it, or its public half.");
    public static final Setting<Set<String>> ISSUER_EXPECTED_UNCOVERED = all(
                    "issuer.expected-uncovered", Kind.NAMES, "")
            .says("Issuers that are known to be missing from the issuance feed, for which no alert is written.");
    public static final Setting<Duration> BLOCK_MAX = all("block.max", duration("1m", "3650d"), "30d")
            .says("How long after its last use a forged token stays blocked.");
    public static final Setting<Boolean> BLOCK_KEYS = all("block.keys", Kind.SWITCH, "false")
            .says("Whether a signing key is blocked once its verified incident is open: honest tokens of that key"
                    + " too.");
    public static final Setting<Duration> ALERTS_RETENTION = all("alerts.retention", duration("1h", "36500d"), "730d")
            .says("How long the alert topic keeps its records.");

    public static final Setting<String> JWKS = perIssuer("jwks", Kind.KEY_SOURCE, "")
            .says("Where the issuer's public keys are read, a URL, or a file that is there at the start; empty means"
                    + " that signatures are not checked.");
    public static final Setting<Boolean> JWKS_SHARED = perIssuer("jwks.shared", Kind.SWITCH, "false")
            .says("Whether the issuer's key set is also that of issuers that the issuance feed does not carry: guest"
                    + " tenants.");
    public static final Setting<Integer> JWKS_CHECKS_PER_SECOND = all(
                    "jwks.checks-per-second", count(1, 1_000_000), "2000")
            .says("How many signatures are checked in a second, of one source a hundredth of them; beyond it a token's"
                    + " signature stays unknown.");

    public static final Setting<Integer> HTTP_PORT =
            all("http.port", count(0, 65_535), "8080").says("The port of the HTTP server; 0 takes any that is free.");
    public static final Setting<String> HTTP_HOST = all("http.host", Kind.TEXT, "127.0.0.1")
            .says("The address at which the HTTP server listens; other than loopback needs http.token.");
    public static final Setting<Optional<Secret>> HTTP_TOKEN = secret("http.token", Kind.TOKEN)
            .says("The bearer that every page but health and metrics then asks for; it may do everything.");
    public static final Setting<Optional<Secret>> HTTP_TOKEN_NAMED = secret("http.token.<name>", Kind.TOKEN)
            .says("Another one, of a gateway, a script or a person, under a name of small letters and digits; by"
                    + " that name it acts.");
    public static final Setting<TokenRole> HTTP_TOKEN_ROLE = all(
                    "http.token.<name>.role", oneOf(List.of(TokenRole.values())), "act")
            .says("What that token may do: decision asks /api/decision alone, read sees the pages alone, act does"
                    + " everything.");
    public static final Setting<Optional<Secret>> HTTP_PEER_SECRET = secret("http.peer-secret", Kind.TOKEN)
            .says("By which instances know each other, the same for all; it is never sent. Empty takes http.token.");
    public static final Setting<Optional<Path>> HTTP_TLS_KEYSTORE = all("http.tls.keystore", Kind.FILE, "")
            .says("A PKCS#12 file with the certificate of the HTTP server, its key, and who signed it; empty means no"
                    + " TLS.");
    public static final Setting<Optional<Secret>> HTTP_TLS_PASSWORD =
            secret("http.tls.password", Kind.SECRET).says("The password of that file.");

    public static final Setting<Optional<Integer>> DECISION_PORT = all(
                    "decision.port", auto(count(0, 65_535)), Kind.AUTO)
            .says("A port at which /api/decision and /health alone are answered, also to other instances; auto takes"
                    + " that of the pages.");
    public static final Setting<Boolean> DECISION_FAIL_CLOSED = all("decision.fail", choice("open", "closed"), "open")
            .says("What /api/decision answers where it cannot know: open lets the request pass, closed refuses it.");
    public static final Setting<Boolean> DECISION_UNREADABLE_CLOSED = all(
                    "decision.unreadable", choice("open", "closed"), "closed")
            .says("What /api/decision answers to a token that cannot be read: open lets the request pass, closed"
                    + " refuses it.");

    public static final Setting<Duration> CANARY_INTERVAL = all("canary.interval", duration("0ms", "1d"), "0ms")
            .says("How often the detector plants a forged token of its own in the access topic, to measure itself; 0ms"
                    + " never.");
    public static final Setting<Duration> CANARY_WITHIN = all("canary.within", duration("1s", "1d"), "15m")
            .says("How soon the alert of a planted token must be there.");
    public static final Setting<Optional<Secret>> CANARY_SECRET = secret("canary.secret", Kind.SECRET)
            .says("By which a replay knows planted tokens again and leaves them out; the same for all instances.");

    public static final Setting<String> HTTP_BASE_URL = all("http.base-url", Kind.BASE_URL, "")
            .says("Where people reach the pages from outside: links in alerts, incidents and notifications lead there;"
                    + " empty means no links.");
    public static final Setting<String> RUNBOOK_BASE_URL = all("runbook.base-url", Kind.BASE_URL, "")
            .says("Where runbook.md can be read: links in incidents and notifications lead to its paragraphs; empty"
                    + " means no links.");

    public static final Setting<String> NOTIFY_URL = all("notify.<name>.url", Kind.RECEIVER, "")
            .says("Where a receiver of notifications takes them, under a name of small letters and digits; of the"
                    + " address the host alone is shown.");
    public static final Setting<NotifyFormat> NOTIFY_FORMAT = all(
                    "notify.<name>.format", oneOf(List.of(NotifyFormat.values())), "cloudevents")
            .says("How that receiver is told.");
    public static final Setting<Optional<Secret>> NOTIFY_SECRET = secret("notify.<name>.secret", Kind.SECRET)
            .says("For cloudevents the key of the signature over each message, for slack a bearer, for pagerduty the"
                    + " routing key.");
    public static final Setting<Severity> NOTIFY_SEVERITY = all(
                    "notify.<name>.severity", oneOf(List.of(Severity.values())), "low")
            .says("The least severity of the incidents of which that receiver is told.");
    public static final Setting<Integer> NOTIFY_RATE = all("notify.<name>.rate", count(1, 1_000), "20")
            .says("How many messages a minute that receiver gets; what is more comes in one.");

    public static final Setting<Boolean> METRICS_KAFKA_ALL = all("metrics.kafka", choice("core", "all"), "core")
            .says("Which of the Kafka clients' own metrics are shown: core, those of the shipped rules and dashboards,"
                    + " or all, some thousands.");

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

    private static <T> Unsaid<T> all(String key, Kind<T> kind, String fallback) {
        return new Unsaid<>(key, kind, fallback, false, false);
    }

    private static <T> Unsaid<T> perIssuer(String key, Kind<T> kind, String fallback) {
        return new Unsaid<>(key, kind, fallback, true, false);
    }

    private static <T> Unsaid<T> secret(String key, Kind<T> kind) {
        return new Unsaid<>(key, kind, "", false, true);
    }

    /** A setting of which nobody has said what it does. */
    private record Unsaid<T>(String key, Kind<T> kind, String fallback, boolean perIssuer, boolean secret) {
        Setting<T> says(String sentence) {
            Setting<T> setting = new Setting<>(ALL.size(), key, kind, fallback, perIssuer, secret, sentence);
            ALL.add(setting);
            return setting;
        }
    }

    /** How a receiver of notifications is told. */
    public enum NotifyFormat {
        CLOUDEVENTS,
        SLACK,
        PAGERDUTY
    }
}

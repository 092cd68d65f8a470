package org.forgedtoken.detector.settings;

import static org.forgedtoken.detector.settings.Kinds.anyOf;
import static org.forgedtoken.detector.settings.Kinds.auto;
import static org.forgedtoken.detector.settings.Kinds.count;
import static org.forgedtoken.detector.settings.Kinds.duration;
import static org.forgedtoken.detector.settings.Kinds.oneOf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.forgedtoken.detector.feed.IdentityKind;

/** Every setting, once. */
public final class Catalogue {

    /** Filled by the constants below, in their order. */
    private static final List<Setting<?>> ALL = new ArrayList<>();

    static final Setting<String> TOPIC_ACCESS =
            all("topic.access", Kinds.TOPIC_NAME, "access-log", "The topic of access records.");
    static final Setting<String> TOPIC_ISSUANCE = all(
            "topic.issuance",
            Kinds.TOPIC_NAME,
            "token-issuance",
            "The topic of issuance, revocation and heartbeat records.");
    static final Setting<String> TOPIC_KEYS = all(
            "topic.keys", Kinds.TOPIC_NAME, "signing-keys", "The topic of signing keys' records; it need not exist.");
    static final Setting<String> TOPIC_ACCOUNTS =
            all("topic.accounts", Kinds.TOPIC_NAME, "accounts", "The topic of known accounts; it need not exist.");
    static final Setting<String> TOPIC_ACTIONS = all(
            "topic.actions",
            Kinds.TOPIC_NAME,
            "detector-actions",
            "The topic of what analysts decide on alerts and incidents; it need not exist.");
    static final Setting<String> TOPIC_ALERTS =
            all("topic.alerts", Kinds.TOPIC_NAME, "token-alerts", "The topic to which alerts are written.");
    static final Setting<String> TOPIC_INCIDENTS =
            all("topic.incidents", Kinds.TOPIC_NAME, "token-incidents", "The topic to which incidents are written.");
    static final Setting<String> TOPIC_BLOCKLIST = all(
            "topic.blocklist", Kinds.TOPIC_NAME, "token-blocklist", "The topic to which block entries are written.");
    static final Setting<String> TOPIC_DEAD_LETTERS = all(
            "topic.dead-letters",
            Kinds.TOPIC_NAME,
            "detector-dead-letters",
            "The topic to which goes what could not be read.");

    static final Setting<Partitions> JUDGE_PARTITIONS = all(
            "judge.partitions",
            auto(new Partitions.Auto(), count(1, 10_000), Partitions.Fixed::new),
            Kinds.AUTO,
            "Partitions of the internal topic of token events, fixed at the first start; auto takes what that topic has,"
                    + " else what a keyed topic, or the access topic, has.");

    static final Setting<String> ACCESS_FORMAT = all(
            "access.format",
            Kinds.TEXT,
            "native",
            "How access records are written: native, a shipped mapping, or the path of a mapping file.");
    static final Setting<String> ISSUANCE_FORMAT = all(
            "issuance.format",
            Kinds.TEXT,
            "native",
            "How issuance records are written: native, a shipped mapping, or the path of a mapping file.");
    static final Setting<Boolean> ACCESS_KEYED = all(
            "access.keyed",
            Kinds.SWITCH,
            "false",
            "Whether access records are keyed by their token's block-entry key already, spread by Kafka's default partitioner"
                    + " over judge.partitions: one hop is saved, and a record that is not so keyed stops the run.");
    static final Setting<Boolean> ISSUANCE_KEYED = all(
            "issuance.keyed",
            Kinds.SWITCH,
            "false",
            "The same of issuance and revocation records; heartbeats and revocations of keys may have any key.");
    static final Setting<String> ACCESS_ISSUER =
            all("access.issuer", Kinds.TEXT, Settings.ISSUER_UNLESS_SET, "The issuer of a token that names none.");
    static final Setting<Set<Integer>> ACCESS_REFUSED_STATUS = all(
            "access.refused-status",
            Kinds.STATUSES,
            "401",
            "The statuses with which the gateway refuses a token; 403 is an answer to a token that it believed.");
    static final Setting<List<String>> ACCESS_PROTECTED_PATHS = all(
            "access.protected-paths",
            Kinds.PATHS,
            "",
            "The paths for which the gateway checks tokens, each with all below it: /api covers /api/v1, not /apix; empty"
                    + " means all.");

    static final Setting<IdentityKind> TOKEN_IDENTITY = perIssuer(
            "token.identity",
            oneOf(IdentityKind.class),
            "id",
            "By what a token and its issuance are matched: the token's id, its digest, or issuer, account and client.");
    static final Setting<MaxLife> TOKEN_MAX_LIFE = all(
            "token.max-life",
            auto(new MaxLife.Auto(), duration("1s", "3650d"), MaxLife.Fixed::new),
            Kinds.AUTO,
            "The longest life of a token; auto takes, for each issuer and kind, the longest that issuance records state once"
                    + " 100 of them have over 7d, no bound where some state one and others none, else 30d.");
    static final Setting<Set<ComparedClaim>> TOKEN_COMPARE = all(
            "token.compare",
            anyOf(ComparedClaim.class),
            "account,client,key,issued-at,expiry",
            "The claims on which a token and its issuance must agree where both state them.");
    static final Setting<NumericClaims> TOKEN_NUMERIC_CLAIMS = perIssuer(
            "token.numeric-claims",
            oneOf(NumericClaims.class),
            "reject",
            "Whether a token with a number where a text should be is unreadable, or read.");
    static final Setting<TokenContents> TOKEN_CONTENTS = perIssuer(
            "token.contents",
            oneOf(TokenContents.class),
            "one",
            "How many contents an id may have where its issuance records state no digest: one for each record, or many.");

    static final Setting<LedgerKind> LEDGER_STORE = all(
            "ledger.store",
            oneOf(LedgerKind.class),
            "memory",
            "Where the ledger is kept: memory takes some 60 bytes a live token; rocksdb, on disk, is for more tokens than that.");
    static final Setting<Duration> LEDGER_GRACE = all(
            "ledger.grace",
            duration("0ms", "1d"),
            "2m",
            "How late an issuance record may be before its token is called never issued.");
    static final Setting<MaxSilence> LEDGER_MAX_SILENCE = all(
            "ledger.max-silence",
            auto(new MaxSilence.Auto(), duration("1s", "30d"), MaxSilence.Fixed::new),
            Kinds.AUTO,
            "The gap between issuance records that makes a hole in the ledger; auto learns it from the last gaps.");
    static final Setting<Duration> LEDGER_HOLE_WAIT = all(
            "ledger.hole-wait",
            duration("0ms", "30d"),
            "1h",
            "How far the issuance feed moves past a hole before the tokens in it stop waiting.");
    static final Setting<Duration> LEDGER_KEEP =
            all("ledger.keep", duration("0ms", "365d"), "1d", "How long an issuance is kept after its token's expiry.");
    static final Setting<Duration> LEDGER_MAX_AGE = all(
            "ledger.max-age",
            duration("1h", "3650d"),
            "90d",
            "How long an issuance is kept whose record states no expiry.");

    static final Setting<Duration> CLOCK_SKEW =
            all("clock.skew", duration("0ms", "1h"), "1m", "By how much the clocks of gateway and issuer may differ.");
    static final Setting<Duration> CLOCK_MAX_AHEAD = all(
            "clock.max-ahead",
            duration("1s", "1d"),
            "10m",
            "How far a record's time may be ahead of the wall clock before it becomes a dead letter.");
    static final Setting<Duration> REVOCATION_GRACE = all(
            "revocation.grace", duration("0ms", "1d"), "5m", "How long the gateway may take to learn of a revocation.");
    static final Setting<Integer> PENDING_MAX = all(
            "pending.max",
            count(100, 100_000_000),
            "1000000",
            "How many tokens may wait for the ledger, of which one source may hold a hundredth; half is reserved for verified"
                    + " uses.");

    static final Setting<Duration> KEY_MAX_AGE = all(
            "key.max-age",
            duration("1h", "36500d"),
            "365d",
            "How long a signing key may sign before it must be rotated.");
    static final Setting<Duration> KEY_AT_RISK_MAX_AGE = all(
            "key.at-risk-max-age",
            duration("0ms", "36500d"),
            "7d",
            "How long a signing key may sign on from when it was put at risk: a custodian left.");

    static final Setting<Duration> ACCOUNT_GRACE = all(
            "account.grace",
            duration("0ms", "30d"),
            "1h",
            "How late an account's record may be before the account is said not to exist.");
    static final Setting<Integer> ACCOUNT_UNKNOWN_MIN = all(
            "account.unknown.min",
            count(1, 1_000_000),
            "10",
            "Accounts that do not exist, of whose tokens one source in a day uses so many, are an alert.");
    static final Setting<AccountRate> ACCOUNT_RATE = all(
            "account.rate",
            AccountRate.KIND,
            "learned",
            "When an account is read too often: against its own learned habit, above a fixed count, or never.");
    static final Setting<Duration> EPISODE_QUIET = all(
            "episode.quiet",
            duration("1m", "365d"),
            "24h",
            "How long an account or a source must be quiet before its alert is closed.");
    static final Setting<Integer> SOURCE_FAN_OUT_MIN = all(
            "source.fan-out.min",
            count(1, 1_000_000),
            "20",
            "Of so many accounts, or more, must one source use tokens that are not known to be issued.");

    static final Setting<Integer> INCIDENT_ALERT_MAX = all(
            "incident.alert-max",
            count(1, 10_000_000),
            "10000",
            "How many token alerts of one incident are written before one roll-up carries the counts.");
    static final Setting<Map<String, Duration>> INCIDENT_REPORTING = all(
            "incident.reporting",
            Kinds.REGIMES,
            "KR-NETWORK-ACT=24h,KR-PIPA=72h,GDPR-33=72h",
            "The regimes under which a verified incident must be reported, each with its time from when it was known.");
    static final Setting<Optional<Path>> EXCEPTIONS_FILE = all(
            "exceptions.file",
            Kinds.FILE,
            "",
            "The file of exceptions: alerts that are expected for a while and are written as suppressed; read again when"
                    + " it changes.");
    static final Setting<Optional<Path>> EVIDENCE_KEY = all(
            "evidence.key",
            Kinds.FILE,
            "",
            "The private key in PEM, Ed25519 or RSA, with which a replay signs the chain over its results; verify takes it,"
                    + " or its public half.");
    static final Setting<Set<String>> ISSUER_EXPECTED_UNCOVERED = all(
            "issuer.expected-uncovered",
            Kinds.NAMES,
            "",
            "Issuers that are known to be missing from the issuance feed, for which no alert is written.");
    static final Setting<Duration> BLOCK_MAX = all(
            "block.max", duration("1m", "3650d"), "30d", "How long after its last use a forged token stays blocked.");
    static final Setting<Boolean> BLOCK_KEYS = all(
            "block.keys",
            Kinds.SWITCH,
            "false",
            "Whether a signing key is blocked once its verified incident is open: honest tokens of that key too.");
    static final Setting<Duration> ALERTS_RETENTION =
            all("alerts.retention", duration("1h", "36500d"), "730d", "How long the alert topic keeps its records.");

    static final Setting<KeySource> JWKS = perIssuer(
            "jwks",
            Kinds.KEY_SOURCE,
            "",
            "Where the issuer's public keys are read, a URL, or a file that is there at the start; empty means that signatures are not checked.");
    static final Setting<Boolean> JWKS_SHARED = perIssuer(
            "jwks.shared",
            Kinds.SWITCH,
            "false",
            "Whether the issuer's key set is also that of issuers that the issuance feed does not carry: guest tenants.");
    static final Setting<Integer> JWKS_CHECKS_PER_SECOND = all(
            "jwks.checks-per-second",
            count(1, 1_000_000),
            "2000",
            "How many signatures are checked in a second, of one source a hundredth of them; beyond it a token's signature"
                    + " stays unknown.");

    static final Setting<Integer> HTTP_PORT =
            all("http.port", count(0, 65_535), "8080", "The port of the HTTP server; 0 takes any that is free.");
    static final Setting<String> HTTP_HOST = all(
            "http.host",
            Kinds.TEXT,
            "127.0.0.1",
            "The address at which the HTTP server listens; other than loopback needs http.token.");
    static final Setting<Optional<Secret>> HTTP_TOKEN =
            secret("http.token", Kinds.SECRET, "The bearer that every page but health and metrics then asks for.");

    static final Setting<DecisionFail> DECISION_FAIL = all(
            "decision.fail",
            oneOf(DecisionFail.class),
            "open",
            "What /api/decision answers where it cannot know: open lets the request pass, closed refuses it.");
    static final Setting<DecisionFail> DECISION_UNREADABLE = all(
            "decision.unreadable",
            oneOf(DecisionFail.class),
            "closed",
            "What /api/decision answers to a token that cannot be read: open lets the request pass, closed refuses it.");

    static final Setting<Duration> CANARY_INTERVAL = all(
            "canary.interval",
            duration("0ms", "1d"),
            "0ms",
            "How often the detector plants a forged token of its own in the access topic, to measure itself; 0ms never.");
    static final Setting<Duration> CANARY_WITHIN =
            all("canary.within", duration("1s", "1d"), "15m", "How soon the alert of a planted token must be there.");
    static final Setting<Optional<Secret>> CANARY_SECRET = secret(
            "canary.secret",
            Kinds.SECRET,
            "By which a replay knows planted tokens again and leaves them out; the same for all instances.");

    private Catalogue() {}

    /** All of them, in the order in which they are shown. */
    public static List<Setting<?>> all() {
        return List.copyOf(ALL);
    }

    private static <T> Setting<T> all(String key, Kind<T> kind, String fallback, String sentence) {
        return register(new Setting<>(key, kind, fallback, Setting.Scope.ALL, false, sentence));
    }

    private static <T> Setting<T> perIssuer(String key, Kind<T> kind, String fallback, String sentence) {
        return register(new Setting<>(key, kind, fallback, Setting.Scope.PER_ISSUER, false, sentence));
    }

    private static <T> Setting<T> secret(String key, Kind<T> kind, String sentence) {
        return register(new Setting<>(key, kind, "", Setting.Scope.ALL, true, sentence));
    }

    private static <T> Setting<T> register(Setting<T> setting) {
        ALL.add(setting);
        return setting;
    }
}

package org.forgedtoken.detector.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.rule.Claim;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.rule.rate.RateThreshold;
import org.forgedtoken.detector.rule.rate.RateWindow;
import org.forgedtoken.detector.settings.Catalogue.NotifyFormat;
import org.forgedtoken.detector.settings.Settings.Effective;
import org.forgedtoken.detector.settings.Settings.Origin;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @TempDir
    Path folder;

    /** A canary with another format than the native one there cannot be. */
    private static final List<Case> CASES = List.of(
            new Case(Catalogue.TOPIC_ACCESS, "access-log", "a", "a"),
            new Case(Catalogue.TOPIC_ISSUANCE, "token-issuance", "b", "b"),
            new Case(Catalogue.TOPIC_KEYS, "signing-keys", "c", "c"),
            new Case(Catalogue.TOPIC_ACCOUNTS, "accounts", "d", "d"),
            new Case(Catalogue.TOPIC_ACTIONS, "detector-actions", "e", "e"),
            new Case(Catalogue.TOPIC_ALERTS, "token-alerts", "f", "f"),
            new Case(Catalogue.TOPIC_INCIDENTS, "token-incidents", "g", "g"),
            new Case(Catalogue.TOPIC_BLOCKLIST, "token-blocklist", "h", "h"),
            new Case(Catalogue.TOPIC_DEAD_LETTERS, "detector-dead-letters", "i", "i"),
            new Case(Catalogue.JUDGE_PARTITIONS, Optional.empty(), "12", Optional.of(12)),
            new Case(Catalogue.ACCESS_FORMAT, "native", "nginx", "nginx"),
            new Case(Catalogue.ISSUANCE_FORMAT, "native", "keycloak", "keycloak"),
            new Case(Catalogue.ACCESS_KEYED, false, "true", true),
            new Case(Catalogue.ISSUANCE_KEYED, false, "true", true),
            new Case(Catalogue.ACCESS_ISSUER, "default", "https://id.example", "https://id.example"),
            new Case(Catalogue.ACCESS_REFUSED_STATUS, Set.of(401), "401, 407", Set.of(401, 407)),
            new Case(Catalogue.ACCESS_PROTECTED_PATHS, List.of(), "/api,/me", List.of("/api", "/me")),
            new Case(Catalogue.TOKEN_IDENTITY, IdentityKind.ID, "tuple", IdentityKind.TUPLE),
            new Case(Catalogue.TOKEN_MAX_LIFE, Optional.empty(), "12h", Optional.of(Duration.ofHours(12))),
            new Case(
                    Catalogue.TOKEN_COMPARE,
                    Set.of(Claim.ACCOUNT, Claim.CLIENT, Claim.KEY, Claim.ISSUED_AT, Claim.EXPIRY),
                    "account,issued-at",
                    Set.of(Claim.ACCOUNT, Claim.ISSUED_AT)),
            new Case(Catalogue.TOKEN_NUMERIC_CLAIMS, false, "accept", true),
            new Case(Catalogue.TOKEN_CONTENTS_MANY, false, "many", true),
            new Case(Catalogue.LEDGER_ON_DISK, false, "rocksdb", true),
            new Case(Catalogue.LEDGER_GRACE, Duration.ofMinutes(2), "250ms", Duration.ofMillis(250)),
            new Case(Catalogue.LEDGER_MAX_SILENCE, Optional.empty(), "3m", Optional.of(Duration.ofMinutes(3))),
            new Case(Catalogue.LEDGER_HOLE_WAIT, Duration.ofHours(1), "2h", Duration.ofHours(2)),
            new Case(Catalogue.LEDGER_KEEP, Duration.ofDays(1), "2d", Duration.ofDays(2)),
            new Case(Catalogue.LEDGER_MAX_AGE, Duration.ofDays(90), "45d", Duration.ofDays(45)),
            new Case(Catalogue.CLOCK_SKEW, Duration.ofMinutes(1), "30s", Duration.ofSeconds(30)),
            new Case(Catalogue.CLOCK_MAX_AHEAD, Duration.ofMinutes(10), "5m", Duration.ofMinutes(5)),
            new Case(Catalogue.REVOCATION_GRACE, Duration.ofMinutes(5), "1m", Duration.ofMinutes(1)),
            new Case(Catalogue.PENDING_MAX, 1_000_000, "500", 500),
            new Case(Catalogue.KEY_MAX_AGE, Duration.ofDays(365), "90d", Duration.ofDays(90)),
            new Case(Catalogue.KEY_AT_RISK_MAX_AGE, Duration.ofDays(7), "0ms", Duration.ZERO),
            new Case(Catalogue.ACCOUNT_GRACE, Duration.ofHours(1), "2h", Duration.ofHours(2)),
            new Case(Catalogue.ACCOUNT_UNKNOWN_MIN, 10, "3", 3),
            new Case(
                    Catalogue.ACCOUNT_RATE,
                    new RateThreshold.Learned(),
                    "fixed:100/5m",
                    new RateThreshold.Fixed(100, RateWindow.FIVE_MINUTES)),
            new Case(Catalogue.EPISODE_QUIET, Duration.ofDays(1), "12h", Duration.ofHours(12)),
            new Case(Catalogue.SOURCE_FAN_OUT_MIN, 20, "50", 50),
            new Case(Catalogue.INCIDENT_ALERT_MAX, 10_000, "7", 7),
            new Case(
                    Catalogue.INCIDENT_REPORTING,
                    Map.of(
                            "KR-NETWORK-ACT",
                            Duration.ofHours(24),
                            "KR-PIPA",
                            Duration.ofHours(72),
                            "GDPR-33",
                            Duration.ofHours(72)),
                    "B=1h, A=2d",
                    Map.of("B", Duration.ofHours(1), "A", Duration.ofDays(2))),
            new Case(
                    Catalogue.EXCEPTIONS_FILE,
                    Optional.empty(),
                    "exceptions.json",
                    Optional.of(Path.of("exceptions.json"))),
            new Case(Catalogue.EVIDENCE_TOPIC, Optional.empty(), "evidence", Optional.of("evidence")),
            new Case(Catalogue.EVIDENCE_KEY, Optional.empty(), "key.pem", Optional.of(Path.of("key.pem"))),
            new Case(Catalogue.ISSUER_EXPECTED_UNCOVERED, Set.of(), "x,y", Set.of("x", "y")),
            new Case(Catalogue.BLOCK_MAX, Duration.ofDays(30), "10d", Duration.ofDays(10)),
            new Case(Catalogue.BLOCK_KEYS, false, "true", true),
            new Case(Catalogue.ALERTS_RETENTION, Duration.ofDays(730), "365d", Duration.ofDays(365)),
            new Case(Catalogue.JWKS, "", "keys.json", "keys.json"),
            new Case(Catalogue.JWKS_SHARED, false, "true", true),
            new Case(Catalogue.JWKS_CHECKS_PER_SECOND, 2_000, "9", 9),
            new Case(Catalogue.HTTP_PORT, 8080, "0", 0),
            new Case(Catalogue.HTTP_HOST, "127.0.0.1", "0.0.0.0", "0.0.0.0"),
            new Case(
                    Catalogue.HTTP_TOKEN,
                    Optional.empty(),
                    "hush-hush-hush-hush",
                    Optional.of(new Secret("hush-hush-hush-hush"))),
            new Case(
                    Catalogue.HTTP_TOKEN_NAMED,
                    Optional.empty(),
                    "hush-hush-hush-kim",
                    Optional.of(new Secret("hush-hush-hush-kim"))),
            new Case(Catalogue.HTTP_TOKEN_ROLE, TokenRole.ACT, "read", TokenRole.READ),
            new Case(
                    Catalogue.HTTP_PEER_SECRET,
                    Optional.empty(),
                    "hush-among-instances",
                    Optional.of(new Secret("hush-among-instances"))),
            new Case(Catalogue.HTTP_TLS_KEYSTORE, Optional.empty(), "web.p12", Optional.of(Path.of("web.p12"))),
            new Case(Catalogue.HTTP_TLS_PASSWORD, Optional.empty(), "p", Optional.of(new Secret("p"))),
            new Case(Catalogue.DECISION_PORT, Optional.empty(), "9090", Optional.of(9090)),
            new Case(Catalogue.DECISION_FAIL_CLOSED, false, "closed", true),
            new Case(Catalogue.DECISION_UNREADABLE_CLOSED, true, "open", false),
            new Case(Catalogue.CANARY_INTERVAL, Duration.ZERO, "0ms", Duration.ZERO),
            new Case(Catalogue.CANARY_WITHIN, Duration.ofMinutes(15), "10m", Duration.ofMinutes(10)),
            new Case(
                    Catalogue.CANARY_SECRET,
                    Optional.empty(),
                    "known-to-us-alone",
                    Optional.of(new Secret("known-to-us-alone"))),
            new Case(Catalogue.HTTP_BASE_URL, "", "https://detector.example/", "https://detector.example"),
            new Case(Catalogue.RUNBOOK_BASE_URL, "", "http://wiki/runbook", "http://wiki/runbook"),
            new Case(Catalogue.NOTIFY_URL, "", "http://localhost:1/x", "http://localhost:1/x"),
            new Case(Catalogue.NOTIFY_FORMAT, NotifyFormat.CLOUDEVENTS, "pagerduty", NotifyFormat.PAGERDUTY),
            new Case(
                    Catalogue.NOTIFY_SECRET,
                    Optional.empty(),
                    "hush-hush-hush-hush",
                    Optional.of(new Secret("hush-hush-hush-hush"))),
            new Case(Catalogue.NOTIFY_SEVERITY, Severity.LOW, "high", Severity.HIGH),
            new Case(Catalogue.NOTIFY_RATE, 20, "5", 5),
            new Case(Catalogue.METRICS_KAFKA_ALL, false, "all", true));

    /** A setting, its default, and another value as it is written and as it is read. */
    private record Case(Setting<?> setting, Object fallback, String text, Object value) {
        /** Of one name, where the setting has names. */
        String key() {
            return setting.keyFor("ops");
        }
    }

    private static List<String> faults(WrongSettings wrong) {
        return wrong.getMessage().lines().skip(1).map(String::strip).toList();
    }

    @Test
    void everyDefaultIsAsTheContractSays() {
        Settings settings = Settings.defaults();

        for (Case one : CASES) {
            assertThat((Object) settings.get(one.setting()))
                    .as(one.setting().key())
                    .isEqualTo(one.fallback());
        }
        assertThat(settings.get(Catalogue.INCIDENT_REPORTING).keySet())
                .containsExactly("KR-NETWORK-ACT", "KR-PIPA", "GDPR-33");
        assertThat(settings.kafka()).isEmpty();
        assertThat(settings.effective()).allMatch(one -> one.origin() == Origin.DEFAULT);
    }

    @Test
    void everyKeyIsMapped() {
        Map<String, String> all = CASES.stream().collect(Collectors.toMap(Case::key, Case::text));
        assertThat(CASES.stream().map(one -> one.setting().key()))
                .as("this test knows every setting")
                .containsExactlyInAnyOrderElementsOf(
                        Catalogue.all().stream().map(Setting::key).toList());

        Settings settings = set(all);

        for (Case one : CASES) {
            Object value =
                    one.setting().isByName() ? settings.each(one.setting()).of("ops") : settings.get(one.setting());
            assertThat(value).as(one.key()).isEqualTo(one.value());
        }
        assertThat(settings.get(Catalogue.INCIDENT_REPORTING).keySet()).containsExactly("B", "A");
        assertThat(settings.effective())
                .filteredOn(one -> !one.key().contains(Setting.NAME))
                .allMatch(one -> one.origin() == Origin.SET);
    }

    @Test
    void anIssuerHasItsOwnValues() {
        Settings settings = set(Map.of(
                "token.identity.https://a.example:8443/realms/x", "digest",
                "token.numeric-claims.b", "accept",
                "jwks.https://a.example:8443/realms/x", "https://a.example:8443/certs",
                "jwks.shared.https://a.example", "true"));

        assertThat(settings.each(Catalogue.TOKEN_IDENTITY).of("https://a.example:8443/realms/x"))
                .isEqualTo(IdentityKind.DIGEST);
        assertThat(settings.each(Catalogue.TOKEN_IDENTITY).of("https://a.example:8443/realms/y"))
                .isEqualTo(IdentityKind.ID);
        assertThat(settings.each(Catalogue.TOKEN_NUMERIC_CLAIMS).of("b")).isTrue();
        assertThat(settings.each(Catalogue.JWKS).of("https://a.example:8443/realms/x"))
                .isEqualTo("https://a.example:8443/certs");
        assertThat(settings.each(Catalogue.JWKS).byName()).hasSize(1);
        assertThat(settings.each(Catalogue.JWKS_SHARED).byName()).containsExactly(Map.entry("https://a.example", true));
        assertThat(settings.get(Catalogue.JWKS_CHECKS_PER_SECOND)).isEqualTo(2_000);
        assertThat(settings.effective()).contains(new Effective("token.numeric-claims.b", "accept", Origin.SET));
    }

    @Test
    void aNameHasItsOwnValues() {
        Settings settings = Settings.read(new Sources(
                Optional.empty(),
                Map.of(
                        "DETECTOR_NOTIFY_OPS2_SECRET", "hush",
                        "DETECTOR_NOTIFY_OPS2_URL", "https://events.example/",
                        "DETECTOR_NOTIFY_OPS2_RATE", "3"),
                Map.of(
                        "notify.chat.url", "https://hooks.chat.example/services/hush",
                        "notify.chat.format", "slack",
                        "notify.ops2.rate", "4")));

        assertThat(settings.each(Catalogue.NOTIFY_URL).byName()).containsOnlyKeys("chat", "ops2");
        assertThat(settings.each(Catalogue.NOTIFY_FORMAT).of("chat")).isEqualTo(NotifyFormat.SLACK);
        assertThat(settings.each(Catalogue.NOTIFY_FORMAT).of("ops2")).isEqualTo(NotifyFormat.CLOUDEVENTS);
        assertThat(settings.each(Catalogue.NOTIFY_RATE).of("ops2")).isEqualTo(4);
        assertThat(settings.each(Catalogue.NOTIFY_RATE).of("chat")).isEqualTo(20);
        assertThat(settings.effective())
                .contains(
                        new Effective("notify.chat.url", "https://hooks.chat.example/***", Origin.SET),
                        new Effective("notify.ops2.url", "https://events.example/", Origin.ENVIRONMENT),
                        new Effective("notify.ops2.secret", Secret.HIDDEN, Origin.ENVIRONMENT));
        assertThat(settings.toString()).doesNotContain("hush");
    }

    @Test
    void aReceiverNeedsAnAddressAndAPagerItsKey() {
        WrongSettings wrong = catchThrowableOfType(
                WrongSettings.class,
                () -> set(Map.of(
                        "notify.a.rate", "0",
                        "notify.b.format", "slack",
                        "notify.c.url", "http://events.example/hush",
                        "notify.d.url", "https://events.example/",
                        "notify.d.format", "pagerduty",
                        "notify.E.url", "https://events.example/hush",
                        "http.base-url", "https://x/?a")));

        assertThat(faults(wrong))
                .containsExactlyInAnyOrder(
                        "notify.a.rate = 0 (--set): must be a whole number from 1 to 1000",
                        "notify.a.rate = 0 (--set): needs a notify.<name>.url of the same name",
                        "notify.b.format = slack (--set): needs a notify.<name>.url of the same name",
                        "notify.c.url = http://events.example/*** (--set): must be an https:// URL, an http:// URL of"
                                + " a loopback address, or empty",
                        "notify.d.format = pagerduty (--set): needs notify.d.secret, the routing key",
                        "notify.E.url = [hidden] (--set): is no setting; the nearest is notify.e.url",
                        "http.base-url = https://x/?a (--set): must be an http:// or https:// URL without query, or"
                                + " empty");
    }

    @Test
    void ofTwoSourcesTheLaterWins() throws Exception {
        Path file = file("""
            ledger.grace = 1m
            ledger.keep = 2d
            ledger.hole-wait = 3h
            token.identity.https\\://a.example/ = digest
            kafka.bootstrap.servers = file:1
            """);
        Map<String, String> environment = Map.of(
                "DETECTOR_LEDGER_KEEP", "3d",
                "DETECTOR_LEDGER_HOLE_WAIT", "4h",
                "DETECTOR_KAFKA_BOOTSTRAP_SERVERS", "environment:1",
                "DETECTOR_JAVA_OPTS", "-Xmx1g",
                "DETECTOR_SERVICE_HOST", "10.0.0.1",
                "DETECTOR_PORT_8080_TCP_ADDR", "10.0.0.1",
                "HOME", "/root");

        Settings settings =
                Settings.read(new Sources(Optional.of(file), environment, Map.of("ledger.hole-wait", "5h")));

        assertThat(settings.get(Catalogue.LEDGER_GRACE)).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.get(Catalogue.LEDGER_KEEP)).isEqualTo(Duration.ofDays(3));
        assertThat(settings.get(Catalogue.LEDGER_HOLE_WAIT)).isEqualTo(Duration.ofHours(5));
        assertThat(settings.each(Catalogue.TOKEN_IDENTITY).of("https://a.example/"))
                .isEqualTo(IdentityKind.DIGEST);
        assertThat(settings.kafka()).containsExactly(Map.entry("bootstrap.servers", "environment:1"));
        assertThat(settings.effective())
                .contains(
                        new Effective("ledger.grace", "1m", Origin.FILE),
                        new Effective("ledger.keep", "3d", Origin.ENVIRONMENT),
                        new Effective("ledger.hole-wait", "5h", Origin.SET),
                        new Effective("clock.skew", "1m", Origin.DEFAULT),
                        new Effective("kafka.bootstrap.servers", "environment:1", Origin.ENVIRONMENT));
    }

    @Test
    void allFaultsAreToldAtOnce() throws Exception {
        Path file = file("ledger.grece = 1m\npending.max = many\naccess.protected-paths = api\n");
        Map<String, String> environment =
                Map.of("DETECTOR_LEDGER_GRASE", "1m", "DETECTOR_TOKEN_IDENTITY_A", "id", "DETECTOR_CLOCK_SKEW", "2 h");
        Map<String, String> set = Map.of(
                "http.host", "0.0.0.0",
                "topic.alerts", "access-log",
                "token.identity.a", "name",
                "http.tokken", "hush",
                "token.compare", "account,colour",
                "jwks", "ftp://a/b");

        WrongSettings wrong = catchThrowableOfType(
                WrongSettings.class, () -> Settings.read(new Sources(Optional.of(file), environment, set)));

        assertThat(faults(wrong))
                .containsExactlyInAnyOrder(
                        "ledger.grece = 1m (file): is no setting; the nearest is ledger.grace",
                        "pending.max = many (file): must be a whole number from 100 to 100000000",
                        "access.protected-paths = api (file): must be paths that begin with '/', separated by"
                                + " commas",
                        "DETECTOR_LEDGER_GRASE = 1m (environment): is no setting; the nearest is DETECTOR_LEDGER_GRACE",
                        "DETECTOR_TOKEN_IDENTITY_A = [hidden] (environment): is no setting; a value for one issuer"
                                + " cannot be given in the environment",
                        "clock.skew = 2 h (environment): must be a duration from 0ms to 1h, such as 250ms, 2m or 30d",
                        "http.token =  (default): must be set where http.host is not a loopback address",
                        "http.tokken = [hidden] (--set): is no setting; the nearest is http.token",
                        "topic.alerts = access-log (--set): must be another topic than that of topic.access",
                        "token.identity.a = name (--set): must be one of id, digest, tuple",
                        "token.compare = account,colour (--set): must be any of account, client, key, issued-at,"
                                + " expiry, separated by commas",
                        "jwks = ftp://a/b (--set): must be a file path, an http:// or https:// URL, or empty");
        assertThat(wrong).hasMessageContaining("ledger.grece").hasMessageContaining("jwks");
    }

    @Test
    void aMissingFileIsAFault() {
        Path missing = folder.resolve("missing.properties");

        WrongSettings wrong = catchThrowableOfType(
                WrongSettings.class, () -> Settings.read(new Sources(Optional.of(missing), Map.of(), Map.of())));

        assertThat(faults(wrong))
                .containsExactly("--config = " + missing
                        + " (file): must be a readable properties file: there is no such" + " file or folder");
    }

    @Test
    void secretsAreHidden() {
        Settings settings = set(Map.of(
                "http.token", "hush-hush-hush-hush",
                "kafka.ssl.keystore.password", "hush",
                "kafka.consumer.sasl.jaas.config", "hush"));

        assertThat(settings.toString()).contains(Secret.HIDDEN);
        assertThat(settings.toString()).doesNotContain("hush");
        assertThat(settings.get(Catalogue.HTTP_TOKEN).toString()).doesNotContain("hush");
        assertThat(settings.effective()).noneMatch(one -> one.value().contains("hush"));
        assertThat(settings.kafka()).containsEntry("ssl.keystore.password", "hush");
    }

    @Test
    void anAddressIsShownWithoutWhoLogsInAndWithoutItsQuery() {
        Settings settings = set(Map.of(
                "jwks", "https://me:hush@keys.example:8443/certs?v=hush&hush",
                "jwks.b", "https://keys.example/certs#hush",
                "jwks.c", "https://keys.example/certs",
                "kafka.schema.registry.url", "https://me:hush@a.example,https://b.example",
                "kafka.proxy", "socks5://me:hu/sh@a.example",
                "kafka.bootstrap.servers", "a.example:9092,b.example:9092"));

        assertThat(settings.effective())
                .contains(
                        new Effective("jwks", "https://***@keys.example:8443/certs?v=***&***", Origin.SET),
                        new Effective("jwks.b", "https://keys.example/certs#***", Origin.SET),
                        new Effective("jwks.c", "https://keys.example/certs", Origin.SET),
                        new Effective(
                                "kafka.schema.registry.url", "https://***@a.example,https://b.example", Origin.SET),
                        new Effective("kafka.proxy", "socks5://***", Origin.SET),
                        new Effective("kafka.bootstrap.servers", "a.example:9092,b.example:9092", Origin.SET));
        assertThat(settings.each(Catalogue.JWKS).of("a"))
                .isEqualTo("https://me:hush@keys.example:8443/certs?v=hush&hush");
    }

    @Test
    void aFaultTellsNoSecretEither() {
        WrongSettings wrong = catchThrowableOfType(
                WrongSettings.class,
                () -> set(Map.of("jwks", "https://me:hush@", "jwsk", "https://me:hush@a", "kafkaa.api.key", "hush")));

        assertThat(faults(wrong)).hasSize(3);
        assertThat(wrong).hasMessageContaining("https://***@").hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl.keystore.key",
                "ssl.key.password",
                "basic.auth.user.info",
                "schema.registry.basic.auth.user.info",
                "sasl.jaas.config",
                "sasl.oauthbearer.client.credentials.client.secret",
                "sasl.oauthbearer.assertion.private.key.passphrase",
                "delegation.token",
                "aws.access.key",
                "confluent.api.key"
            })
    void whatKafkaKeepsSecretIsHidden(String key) {
        assertThat(Shown.value("kafka." + key, "hush")).isEqualTo(Secret.HIDDEN);
        assertThat(Shown.argument("--set=kafka." + key + "=hush")).isEqualTo("--set=kafka." + key + "=[hidden]");
        assertThat(Shown.argument("kafka.consumer." + key + "=a=hush")).doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.key.serializer=x",
                "kafka.ssl.keystore.location=/x",
                "kafka.ssl.keystore.type=PEM",
                "kafka.sasl.mechanism=PLAIN",
                "--out=https://me:me@x",
                "logs/token=1/x.jsonl",
                "jwks=keys.json",
                "token.identity.https://a?b=digest"
            })
    void theRestIsShown(String argument) {
        assertThat(Shown.argument(argument)).isEqualTo(argument);
    }

    /** A canary is an access record of our own making, and there is no telling how a mapping would be turned round. */
    @Test
    void canariesNeedTheNativeFormat() {
        WrongSettings wrong = catchThrowableOfType(
                WrongSettings.class, () -> set(Map.of("canary.interval", "1m", "access.format", "combined")));

        assertThat(faults(wrong))
                .containsExactly(
                        "canary.interval = 1m (--set): needs access.format=native: nothing is planted in another"
                                + " format");
        assertThat(set(Map.of("access.format", "combined")).get(Catalogue.CANARY_INTERVAL))
                .isZero();
    }

    @Test
    void everyDefaultKeepsItsOwnRule() {
        for (Setting<?> setting : Catalogue.all()) {
            assertThat(setting.kind().read(setting.fallback()))
                    .as(setting.key())
                    .isPresent();
        }
    }

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("detector.properties"), text);
    }

    private static Settings set(Map<String, String> values) {
        return Settings.read(new Sources(Optional.empty(), Map.of(), values));
    }
}

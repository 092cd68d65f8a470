package org.forgedtoken.detector.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.forgedtoken.detector.feed.IdentityKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @TempDir
    Path folder;

    @Test
    void everyDefaultIsAsTheContractSays() {
        Settings settings = Settings.defaults();

        assertThat(settings.topics())
                .isEqualTo(new Settings.Topics(
                        "access-log",
                        "token-issuance",
                        "signing-keys",
                        "accounts",
                        "detector-actions",
                        "token-alerts",
                        "token-incidents",
                        "token-blocklist",
                        "detector-dead-letters"));
        assertThat(settings.access())
                .isEqualTo(new Settings.Access("native", false, "default", Set.of(401), List.of()));
        assertThat(settings.issuance()).isEqualTo(new Settings.Issuance("native", false));
        assertThat(settings.tokens())
                .isEqualTo(new Settings.Tokens(
                        new PerIssuer<>(IdentityKind.ID, Map.of()),
                        new MaxLife.Auto(),
                        Set.of(ComparedClaim.values()),
                        new PerIssuer<>(NumericClaims.REJECT, Map.of()),
                        new PerIssuer<>(TokenContents.ONE, Map.of())));
        assertThat(settings.ledger())
                .isEqualTo(new Settings.Ledger(
                        LedgerKind.MEMORY,
                        Duration.ofMinutes(2),
                        new MaxSilence.Auto(),
                        Duration.ofHours(1),
                        Duration.ofDays(1),
                        Duration.ofDays(90)));
        assertThat(settings.clock()).isEqualTo(new Settings.Clock(Duration.ofMinutes(1), Duration.ofMinutes(10)));
        assertThat(settings.judge())
                .isEqualTo(new Settings.Judge(new Partitions.Auto(), Duration.ofMinutes(5), 1_000_000, Set.of()));
        assertThat(settings.keys()).isEqualTo(new Settings.Keys(Duration.ofDays(365), Duration.ofDays(7)));
        assertThat(settings.watch())
                .isEqualTo(
                        new Settings.Watch(Duration.ofHours(1), 10, new AccountRate.Learned(), Duration.ofDays(1), 20));
        assertThat(settings.incidents().alertMax()).isEqualTo(10_000);
        assertThat(settings.incidents().reporting())
                .containsExactly(
                        Map.entry("KR-NETWORK-ACT", Duration.ofHours(24)),
                        Map.entry("KR-PIPA", Duration.ofHours(72)),
                        Map.entry("GDPR-33", Duration.ofHours(72)));
        assertThat(settings.incidents().exceptions()).isEmpty();
        assertThat(settings.evidence().key()).isEmpty();
        assertThat(settings.alerts()).isEqualTo(new Settings.Alerts(Duration.ofDays(730), Duration.ofDays(30), false));
        assertThat(settings.jwks())
                .isEqualTo(new Settings.Jwks(
                        new PerIssuer<>(new KeySource.None(), Map.of()), new PerIssuer<>(false, Map.of()), 2_000));
        assertThat(settings.http())
                .isEqualTo(
                        new Settings.Http("127.0.0.1", 8080, Optional.empty(), DecisionFail.OPEN, DecisionFail.CLOSED));
        assertThat(settings.canary())
                .isEqualTo(new Settings.Canary(Duration.ZERO, Duration.ofMinutes(15), Optional.empty()));
        assertThat(settings.kafka()).isEmpty();
        assertThat(settings.effective()).allMatch(one -> one.origin() == Origin.DEFAULT);
    }

    @Test
    void everyKeyIsMapped() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("topic.access", "a");
        all.put("topic.issuance", "b");
        all.put("topic.keys", "c");
        all.put("topic.accounts", "d");
        all.put("topic.actions", "e");
        all.put("topic.alerts", "f");
        all.put("topic.incidents", "g");
        all.put("topic.blocklist", "h");
        all.put("topic.dead-letters", "i");
        all.put("judge.partitions", "12");
        all.put("access.format", "nginx");
        all.put("issuance.format", "keycloak");
        all.put("access.keyed", "true");
        all.put("issuance.keyed", "true");
        all.put("access.issuer", "https://id.example");
        all.put("access.refused-status", "401, 407");
        all.put("access.protected-paths", "/api,/me");
        all.put("token.identity", "tuple");
        all.put("token.max-life", "12h");
        all.put("token.compare", "account,issued-at");
        all.put("token.numeric-claims", "accept");
        all.put("token.contents", "many");
        all.put("ledger.store", "rocksdb");
        all.put("ledger.grace", "250ms");
        all.put("ledger.max-silence", "3m");
        all.put("ledger.hole-wait", "2h");
        all.put("ledger.keep", "2d");
        all.put("ledger.max-age", "45d");
        all.put("clock.skew", "30s");
        all.put("clock.max-ahead", "5m");
        all.put("revocation.grace", "1m");
        all.put("pending.max", "500");
        all.put("key.max-age", "90d");
        all.put("key.at-risk-max-age", "0ms");
        all.put("account.grace", "2h");
        all.put("account.unknown.min", "3");
        all.put("account.rate", "fixed:100/5m");
        all.put("episode.quiet", "12h");
        all.put("source.fan-out.min", "50");
        all.put("incident.alert-max", "7");
        all.put("incident.reporting", "B=1h, A=2d");
        all.put("exceptions.file", "exceptions.json");
        all.put("evidence.key", "key.pem");
        all.put("issuer.expected-uncovered", "x,y");
        all.put("block.max", "10d");
        all.put("block.keys", "true");
        all.put("alerts.retention", "365d");
        all.put("jwks", "keys.json");
        all.put("jwks.checks-per-second", "9");
        all.put("jwks.shared", "true");
        all.put("http.port", "0");
        all.put("http.host", "0.0.0.0");
        all.put("http.token", "hush");
        all.put("decision.fail", "closed");
        all.put("decision.unreadable", "open");
        all.put("canary.interval", "0ms"); // with another format than the native one there can be none
        all.put("canary.within", "10m");
        all.put("canary.secret", "known-to-us-alone");
        assertThat(all.keySet())
                .as("this test knows every setting")
                .isEqualTo(Catalogue.all().stream().map(Setting::key).collect(Collectors.toSet()));

        Settings settings = set(all);

        assertThat(settings.topics()).isEqualTo(new Settings.Topics("a", "b", "c", "d", "e", "f", "g", "h", "i"));
        assertThat(settings.access())
                .isEqualTo(new Settings.Access(
                        "nginx", true, "https://id.example", Set.of(401, 407), List.of("/api", "/me")));
        assertThat(settings.issuance()).isEqualTo(new Settings.Issuance("keycloak", true));
        assertThat(settings.tokens())
                .isEqualTo(new Settings.Tokens(
                        new PerIssuer<>(IdentityKind.TUPLE, Map.of()),
                        new MaxLife.Fixed(Duration.ofHours(12)),
                        Set.of(ComparedClaim.ACCOUNT, ComparedClaim.ISSUED_AT),
                        new PerIssuer<>(NumericClaims.ACCEPT, Map.of()),
                        new PerIssuer<>(TokenContents.MANY, Map.of())));
        assertThat(settings.ledger())
                .isEqualTo(new Settings.Ledger(
                        LedgerKind.ROCKSDB,
                        Duration.ofMillis(250),
                        new MaxSilence.Fixed(Duration.ofMinutes(3)),
                        Duration.ofHours(2),
                        Duration.ofDays(2),
                        Duration.ofDays(45)));
        assertThat(settings.clock()).isEqualTo(new Settings.Clock(Duration.ofSeconds(30), Duration.ofMinutes(5)));
        assertThat(settings.judge())
                .isEqualTo(new Settings.Judge(new Partitions.Fixed(12), Duration.ofMinutes(1), 500, Set.of("x", "y")));
        assertThat(settings.keys()).isEqualTo(new Settings.Keys(Duration.ofDays(90), Duration.ZERO));
        assertThat(settings.watch())
                .isEqualTo(new Settings.Watch(
                        Duration.ofHours(2),
                        3,
                        new AccountRate.Fixed(100, Duration.ofMinutes(5)),
                        Duration.ofHours(12),
                        50));
        assertThat(settings.incidents().alertMax()).isEqualTo(7);
        assertThat(settings.incidents().reporting())
                .containsExactly(Map.entry("B", Duration.ofHours(1)), Map.entry("A", Duration.ofDays(2)));
        assertThat(settings.incidents().exceptions()).contains(Path.of("exceptions.json"));
        assertThat(settings.evidence().key()).contains(Path.of("key.pem"));
        assertThat(settings.alerts()).isEqualTo(new Settings.Alerts(Duration.ofDays(365), Duration.ofDays(10), true));
        assertThat(settings.jwks())
                .isEqualTo(new Settings.Jwks(
                        new PerIssuer<>(new KeySource.KeyFile(Path.of("keys.json")), Map.of()),
                        new PerIssuer<>(true, Map.of()),
                        9));
        assertThat(settings.http())
                .isEqualTo(new Settings.Http(
                        "0.0.0.0", 0, Optional.of(new Secret("hush")), DecisionFail.CLOSED, DecisionFail.OPEN));
        assertThat(settings.canary())
                .isEqualTo(new Settings.Canary(
                        Duration.ZERO, Duration.ofMinutes(10), Optional.of(new Secret("known-to-us-alone"))));
        assertThat(settings.effective()).allMatch(one -> one.origin() == Origin.SET);
    }

    @Test
    void anIssuerHasItsOwnValues() {
        Settings settings = set(Map.of(
                "token.identity.https://a.example:8443/realms/x", "digest",
                "token.numeric-claims.b", "accept",
                "jwks.https://a.example:8443/realms/x", "https://a.example:8443/certs",
                "jwks.shared.https://a.example", "true"));

        assertThat(settings.tokens().identity().of("https://a.example:8443/realms/x"))
                .isEqualTo(IdentityKind.DIGEST);
        assertThat(settings.tokens().identity().of("https://a.example:8443/realms/y"))
                .isEqualTo(IdentityKind.ID);
        assertThat(settings.tokens().numericClaims().of("b")).isEqualTo(NumericClaims.ACCEPT);
        assertThat(settings.jwks().keys().of("https://a.example:8443/realms/x"))
                .isEqualTo(new KeySource.Url(URI.create("https://a.example:8443/certs")));
        assertThat(settings.jwks().keys().byIssuer()).hasSize(1);
        assertThat(settings.jwks().shared().byIssuer()).containsExactly(Map.entry("https://a.example", true));
        assertThat(settings.jwks().checksPerSecond()).isEqualTo(2_000);
        assertThat(settings.effective()).contains(new Effective("token.numeric-claims.b", "accept", Origin.SET));
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

        assertThat(settings.ledger().grace()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.ledger().keep()).isEqualTo(Duration.ofDays(3));
        assertThat(settings.ledger().holeWait()).isEqualTo(Duration.ofHours(5));
        assertThat(settings.tokens().identity().of("https://a.example/")).isEqualTo(IdentityKind.DIGEST);
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

        assertThat(wrong.faults().stream().map(Fault::toString))
                .containsExactlyInAnyOrder(
                        "ledger.grece = 1m (file): is no setting; the nearest is ledger.grace",
                        "pending.max = many (file): must be a whole number from 100 to 100000000",
                        "access.protected-paths = api (file): must be paths that begin with '/', separated by"
                                + " commas",
                        "DETECTOR_LEDGER_GRASE = 1m (environment): is no setting; the nearest is DETECTOR_LEDGER_GRACE",
                        "DETECTOR_TOKEN_IDENTITY_A = [hidden] (environment): is no setting; a value for one issuer cannot be"
                                + " given in the environment",
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

        assertThat(wrong.faults())
                .singleElement()
                .hasToString("--config = " + missing + " (file): must be a readable properties file: there is no such"
                        + " file or folder");
    }

    @Test
    void secretsAreHidden() {
        Settings settings = set(Map.of(
                "http.token", "hush",
                "kafka.ssl.keystore.password", "hush",
                "kafka.consumer.sasl.jaas.config", "hush"));

        assertThat(settings.toString()).contains(Secret.HIDDEN);
        assertThat(settings.http().toString()).doesNotContain("hush");
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
        assertThat(settings.jwks().keys().of("a"))
                .isEqualTo(new KeySource.Url(URI.create("https://me:hush@keys.example:8443/certs?v=hush&hush")));
    }

    @Test
    void aFaultTellsNoSecretEither() {
        WrongSettings wrong = catchThrowableOfType(
                WrongSettings.class,
                () -> set(Map.of("jwks", "https://me:hush@", "jwsk", "https://me:hush@a", "kafkaa.api.key", "hush")));

        assertThat(wrong.faults()).hasSize(3);
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

        assertThat(wrong.faults().stream().map(Fault::toString))
                .containsExactly(
                        "canary.interval = 1m (--set): needs access.format=native: nothing is planted in another"
                                + " format");
        assertThat(set(Map.of("access.format", "combined")).canary().interval()).isZero();
    }

    @Test
    void everyDefaultKeepsItsOwnRule() {
        for (Setting<?> setting : Catalogue.all()) {
            assertThat(setting.kind().read(setting.fallback()))
                    .as(setting.key())
                    .isPresent();
            assertThat(setting.sentence()).as(setting.key()).endsWith(".");
        }
    }

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("detector.properties"), text);
    }

    private static Settings set(Map<String, String> values) {
        return Settings.read(new Sources(Optional.empty(), Map.of(), values));
    }
}

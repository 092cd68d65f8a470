package org.forgedtoken.detector.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.forgedtoken.detector.demo.AlertWatch;
import org.forgedtoken.detector.demo.AlertWatch.SeenAlert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The chain with a real Keycloak, whose own event log vouches for its tokens. */
@Tag("keycloak")
class KeycloakChainIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Names and addresses that look like the end of a value in the event log, and like pairs of its own. */
    private static final List<String> HOSTILE = List.of(
            "x\\",
            "\"",
            "\\\"",
            "\" type=",
            "\", type=\"CODE_TO_TOKEN",
            "\" token_id=",
            "\\\" error=",
            "\", error=\"e");

    private final TimeLine time = new TimeLine();
    private final List<SeenAlert> alerts = new CopyOnWriteArrayList<>();

    @Test
    void aTokenThatKeycloakItselfTakesForItsOwnIsFoundAndRefused() throws Exception {
        Keycloak keycloak = new Keycloak();
        try (Chain chain = Chain.start(Path.of("target", "chain-keycloak").toAbsolutePath(), keycloak)) {
            time.say("Keycloak, nginx, rsyslog, Kafka and detector are up");
            Gateway gateway = chain.gateway();
            AlertWatch watch = AlertWatch.start(chain.bootstrapServers(), "token-alerts", alerts::add);
            chain.atTheEnd(watch::close);
            // No event log has heartbeats: a service that fetches tokens at a pace moves coverage on.
            ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
            chain.atTheEnd(pace::shutdownNow);
            Future<?> fetching = pace.scheduleAtFixedRate(() -> fetch(keycloak), 0, 500, TimeUnit.MILLISECONDS);

            TokenEndpoint.Answer login = keycloak.logIn();
            String refreshed = keycloak.refresh(login.refreshToken()).accessToken();
            List<String> honest = new ArrayList<>(List.of(login.accessToken(), refreshed, keycloak.batch()));
            for (String hostile : HOSTILE) {
                keycloak.failToLogIn("web", hostile);
                keycloak.failToLogIn(hostile, "alice");
                honest.add(keycloak.logInFrom(hostile).accessToken());
            }
            for (String token : honest) {
                assertThat(gateway.use(token)).isEqualTo(200);
            }
            await().atMost(PATIENCE)
                    .until(() -> chain.detector().metrics().contains("verdict=\"ISSUED\"} " + honest.size()));
            time.say("tokens of a password, a refresh and a service account were used, and judged: issued");
            assertThat(chain.detector().metrics().lines())
                    .filteredOn(line -> line.startsWith("detector_dead_letters_total{feed=\"issuance\""))
                    .allMatch(line -> line.endsWith(" 0.0"));
            time.say("hostile names and addresses in the event log: no issuance was lost, and none is a dead letter");

            String forged = keycloak.forge(login.accessToken());
            assertThat(keycloak.isActive(forged)).isTrue();
            assertThat(gateway.use(forged)).isEqualTo(200);
            time.begin("a forged token was used: 200; asked about it, Keycloak says that it is active");

            await().atMost(PATIENCE).until(() -> !alerts.isEmpty());
            assertThat(alerts.get(0).rule()).isEqualTo("token-never-issued");
            assertThat(alerts.get(0).severity()).isEqualTo("critical");
            time.say("alert in the topic: " + alerts.get(0).sentence());
            await().atMost(PATIENCE).until(() -> gateway.use(forged) == 403);
            time.say("the forged token is refused: 403 of nginx");
            for (String token : honest) {
                assertThat(gateway.use(token)).isEqualTo(200);
            }
            time.say("the honest tokens pass");

            assertThat(alerts.stream().map(SeenAlert::uid).distinct()).hasSize(1);
            assertThat(fetching.isDone()).isFalse();
            // The question about the forged token stands in the feed, with its id, and vouches for nothing.
            assertThat(Files.readString(chain.folder().resolve(keycloak.feed())))
                    .containsPattern("INTROSPECT_TOKEN.*" + Keycloak.idOf(forged));
        }
    }

    private static void fetch(Keycloak keycloak) {
        try {
            keycloak.batch();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

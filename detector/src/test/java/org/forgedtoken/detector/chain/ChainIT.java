package org.forgedtoken.detector.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.forgedtoken.detector.demo.AlertWatch;
import org.forgedtoken.detector.demo.AlertWatch.SeenAlert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A token that is forged with the provider's own key, from its first use to its refusal and back. */
@Tag("chain")
class ChainIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PATH = "/invoices/7?full=1";

    private final TimeLine time = new TimeLine();
    private final List<SeenAlert> alerts = new CopyOnWriteArrayList<>();

    @Test
    void aForgedTokenIsFoundAndRefusedAndPassesOnceItIsSaidToBeNone() throws Exception {
        OidcProvider provider = new OidcProvider();
        try (Chain chain = Chain.start(Path.of("target", "chain").toAbsolutePath(), provider)) {
            time.say("provider, nginx, rsyslog, Kafka and detector are up");
            Gateway gateway = chain.gateway();
            EnvoyCheck envoy = new EnvoyCheck(chain.detector().address());
            AlertWatch watch = AlertWatch.start(chain.bootstrapServers(), "token-alerts", alerts::add);
            chain.atTheEnd(watch::close);
            Prometheus prometheus = Prometheus.start(chain);
            Analyst analyst = Analyst.at(chain);
            time.say("Prometheus and Chromium are up");

            String honest = provider.issue("billing");
            assertThat(gateway.use(honest)).isEqualTo(200);
            // The way of both feeds is open, and the counters have been seen before they count.
            await().atMost(PATIENCE).until(() -> chain.detector().metrics().contains("verdict=\"ISSUED\"} 1"));
            await().atMost(PATIENCE).until(prometheus::isScraping);
            time.say("an honest token was issued and used, and judged: issued");
            assertThat(gateway.use(withoutItsSignature(honest))).isEqualTo(401);
            assertThat(gateway.use("no-token-at-all")).isEqualTo(401);
            chain.rotateAccessLog();
            time.say("a bad signature and no token are refused: 401; the access log was rotated");

            String forged = provider.forge("admin");
            assertThat(gateway.use(forged)).isEqualTo(200);
            time.begin("a forged token was used: nginx found its signature good, and answered 200");

            SeenAlert alert = firstAlert();
            time.say("alert in the topic: " + alert.sentence());
            together(
                    () -> {
                        analyst.seesAlert(alert.uid());
                        time.say("on the page, in Chromium");
                    },
                    () -> {
                        await().atMost(PATIENCE).until(() -> prometheus.isFiring("ForgedTokenIncident"));
                        time.say("ForgedTokenIncident is firing in Prometheus");
                    },
                    () -> {
                        await().atMost(PATIENCE).until(() -> gateway.use(forged) == 403);
                        time.say("the forged token is refused: 403 of nginx");
                    });
            assertThat(envoy.ask("PATCH", PATH, forged)).isEqualTo(403);
            assertThat(envoy.ask("PATCH", "", forged)).isEqualTo(403);
            time.say("and to Envoy, asking as ext_authz does: 403");
            assertThat(gateway.use(honest)).isEqualTo(200);
            assertThat(envoy.ask("PATCH", PATH, honest)).isEqualTo(200);
            assertThat(envoy.ask("PATCH", "", honest)).isEqualTo(200);
            time.say("the honest token passes: 200 of nginx, 200 to Envoy");
            String fresh = provider.issue("partner");
            await().atMost(PATIENCE).until(() -> gateway.use(fresh) == 200);
            time.say("a new honest token of the same key passes, as soon as its issuance has been read");
            String another = provider.forge("root");
            assertThat(gateway.use(another)).isEqualTo(403);
            time.say("another forged token of the same key is refused at its first use");

            // Else it would be the only alert of its incident, which would be closed with it.
            await().atMost(PATIENCE)
                    .until(() -> alerts.stream().map(SeenAlert::uid).distinct().count() == 2);
            time.say("and has its alert");

            analyst.resolvesAsFalsePositive(alert.uid());
            time.begin("resolved as a false positive, on the page");
            together(
                    () -> {
                        await().atMost(PATIENCE).until(() -> gateway.use(forged) == 200);
                        time.say("the token passes again: 200 of nginx");
                    },
                    () -> {
                        analyst.seesResolved();
                        time.say("the page says that it is resolved");
                    });
            assertThat(envoy.ask("POST", PATH, forged)).isEqualTo(200);
            assertThat(gateway.use(another)).isEqualTo(403);
            time.say("and to Envoy; the other forged token stays refused");

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(accessesRead(chain.detector().metrics())).isEqualTo(chain.logged()));
            assertThat(chain.detector().metrics()).doesNotContainPattern("detector_dead_letters_total\\{[^}]*} [1-9]");
            time.say("every logged request was read, once: " + chain.logged());

            chain.detector().close();
            assertThat(gateway.use(honest)).isEqualTo(200);
            time.say("the detector is away: nginx lets the honest token pass");

            assertThat(alerts).extracting(SeenAlert::rule).containsOnly("token-never-issued");
            assertThat(writtenOf(chain.folder())).doesNotContain(signature(honest), signature(forged));
        }
    }

    private SeenAlert firstAlert() {
        await().atMost(PATIENCE).until(() -> !alerts.isEmpty());
        SeenAlert alert = alerts.get(0);
        assertThat(alert.rule()).isEqualTo("token-never-issued");
        assertThat(alert.severity()).isEqualTo("critical");
        assertThat(alert.sentence()).contains("\"admin\"");
        return alert;
    }

    private static String withoutItsSignature(String token) {
        return token.substring(0, token.lastIndexOf('.') + 1) + "AAAA";
    }

    private static int accessesRead(String metrics) {
        return Pattern.compile("detector_records_total\\{feed=\"access\",outcome=\"\\w+\"} (\\d+)")
                .matcher(metrics)
                .results()
                .mapToInt(line -> Integer.parseInt(line.group(1)))
                .sum();
    }

    /** What cannot be repeated without whoever made the token. */
    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    /** All that provider, gateway and shipper have written. */
    private static String writtenOf(Path folder) throws Exception {
        StringBuilder all = new StringBuilder();
        for (String name : List.of(
                "access.log",
                "access.log.1",
                "decisions.log",
                "issuance.jsonl",
                "nginx-error.log",
                "nginx.log",
                "idp.log",
                "rsyslog.log")) {
            all.append(Files.readString(folder.resolve(name)));
        }
        return all.toString();
    }

    private interface Step {
        void run() throws Exception;
    }

    /** So that no wait delays what another one measures. */
    private static void together(Step... steps) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(steps.length);
        try {
            List<Callable<Void>> all =
                    List.of(steps).stream().map(ChainIT::callable).toList();
            for (Future<Void> one : threads.invokeAll(all)) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Void> callable(Step step) {
        return () -> {
            step.run();
            return null;
        };
    }
}

package org.forgedtoken.detector.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.forgedtoken.detector.demo.AlertWatch;
import org.forgedtoken.detector.demo.SeenAlert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A token that is forged with the provider's own key, from its first use to its refusal and back. */
@Tag("chain")
class ChainIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aForgedTokenIsFoundAndRefusedAndPassesOnceItIsSaidToBeNone() throws Exception {
        TimeLine time = new TimeLine();
        try (Chain chain = Chain.start(Path.of("target", "chain").toAbsolutePath())) {
            Gateway gateway = chain.gateway();
            List<SeenAlert> alerts = new CopyOnWriteArrayList<>();
            AlertWatch watch = AlertWatch.start(chain.bootstrapServers(), "token-alerts", alerts::add);
            chain.atTheEnd(watch::close);
            String honest = gateway.issue("billing");
            assertThat(gateway.use(honest)).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> chain.detector().metrics().contains("verdict=\"ISSUED\"} 1"));
            time.begin("all is up; an honest token was issued and used");

            String forged = chain.forge("admin");
            assertThat(gateway.use(forged)).isEqualTo(200);
            time.begin("the forged token was used: 200");

            await().atMost(PATIENCE).until(() -> !alerts.isEmpty());
            SeenAlert alert = alerts.get(0);
            assertThat(alert.rule()).isEqualTo("token-never-issued");
            assertThat(alert.severity()).isEqualTo("critical");
            time.say("alert in the topic: " + alert.sentence());

            await().atMost(PATIENCE).until(() -> gateway.use(forged) == 403);
            time.say("the forged token is refused by nginx: 403");
            assertThat(gateway.use(honest)).isEqualTo(200);
            time.say("the honest token passes: 200");
        }
    }
}

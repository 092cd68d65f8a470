package org.forgedtoken.detector.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.forgedtoken.detector.demo.AlertWatch.SeenAlert;
import org.junit.jupiter.api.Test;

/** What counts as found, missed and false. */
class ScoreTest {
    private static final String RULE = "token-never-issued";

    private final TrafficPlan plan =
            TrafficPlan.show(1, Instant.EPOCH, Duration.ofSeconds(60), 20, Duration.ofSeconds(4), 22);
    private final Traffic traffic = new Traffic(plan);
    private final Score score = new Score();

    private void saw(String issuer) {
        score.saw(new SeenAlert(issuer, RULE, "critical", "create", issuer + "|x", issuer, "", "a sentence", false, 0));
    }

    @Test
    void onlyTokensOfPlantedIssuersCanBeFalse() {
        saw("https://login.shop.example");
        saw("https://mine.example");

        assertThat(score.against(traffic.truth(), Long.MAX_VALUE).get(RULE).unexpected())
                .containsExactly("https://login.shop.example|x");
        assertThat(score.others()).isEqualTo(Map.of(RULE + " (yours)", 1L));
    }

    @Test
    void theDemoHasNothingThatCannotBeDecided() {
        traffic.forEachRemaining(record -> {});

        for (Outcome outcome : Outcome.values()) {
            assertThat(traffic.truth().accesses(outcome))
                    .as("%s", outcome)
                    .matches(count -> (count == 0) == outcome.name().startsWith("UNDETERMINED"));
        }
    }
}

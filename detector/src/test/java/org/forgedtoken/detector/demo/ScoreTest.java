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
        saw(issuer, RULE, issuer + "|x", false);
    }

    private void saw(String issuer, String rule, String entity, boolean rollUp) {
        score.saw(
                new SeenAlert(entity, rule, "critical", "create", entity, issuer, "", "a sentence", false, rollUp, 0));
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
    void aRollUpTellsOfThoseOfItsHourThatWereNotWrittenSingly() {
        String rule = "token-used-before-issue";
        String issuer = KeyRing.ISSUERS.iterator().next();
        long hour = 3_600_000;
        Truth truth = new Truth(plan);
        truth.must(rule, "own", 5 * hour);
        truth.must(rule, "rolled-up", 5 * hour + 1);
        truth.must(rule, "earlier", 5 * hour - 1);
        saw(issuer, rule, "own", false);
        saw(issuer, rule, "roll-up@" + 5 * hour + "/2", true);

        Score.OfRule of = score.against(truth, Long.MAX_VALUE).get(rule);
        assertThat(of.found()).isEqualTo(2);
        assertThat(of.inRollUp()).isEqualTo(1);
        assertThat(of.missed()).containsExactly("earlier");
        assertThat(of.unexpected()).isEmpty();

        saw(issuer, rule, "roll-up@5f0c/0", true); // of an incident

        assertThat(score.against(truth, Long.MAX_VALUE).get(rule).missed()).isEmpty();
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

package org.forgedtoken.detector.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.source.TrustClass;
import org.forgedtoken.detector.step.Scenario;
import org.forgedtoken.detector.step.Watched;
import org.junit.jupiter.api.Test;

/** To which incident a forged token belongs; the one that WATCH is told of is the one of its alert. */
class KeyIncidentsTest {
    private static final String ALICE = "'account_id':'alice'";
    private static final String NOW = "'issued_at':'2026-03-02T10:00:00Z'";

    private final Scenario day = new Scenario();

    @Test
    void aKeyThatIssuanceRecordsNameHasAnIncidentOfItsOwn() {
        day.issueEvery(10, "09:00:00", "10:00:00", "'key_id':'k1'");
        used("forged", "'key_id':'k1'");

        assertThat(incidents()).containsExactly(new IncidentKey.OfKey(Scenario.ISSUER, "k1").uid());
    }

    @Test
    void keysThatNobodyKnowsShareOneIncidentAnIssuer() {
        day.issueEvery(10, "09:00:00", "10:00:00", "'key_id':'k1'");
        used("a", "'key_id':'x1'");
        used("b", "'key_id':'x2'");
        used("c");

        assertThat(incidents()).containsExactly(new IncidentKey.OfUnknownKeys(Scenario.ISSUER).uid());
    }

    @Test
    void aGoodSignatureMakesAnUnknownKeyKnown() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        used("a", "'key_id':'x1'", "'signature_valid':true");

        assertThat(incidents()).containsExactly(new IncidentKey.OfKey(Scenario.ISSUER, "x1").uid());
    }

    @Test
    void whoeverCanSignButNamesAnyKeyMakesABoundedNumberOfIncidents() {
        day.issueEvery(10, "09:00:00", "10:00:00");
        for (int i = 0; i < 1_000; i++) {
            used("a" + i, "'key_id':'x" + i + "'", "'signature_valid':true");
        }

        assertThat(incidents()).hasSize(101).contains(new IncidentKey.OfSomeKey(Scenario.ISSUER).uid());
    }

    private void used(String token, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = ALICE;
        all[1] = NOW;
        System.arraycopy(more, 0, all, 2, more.length);
        day.at("10:00:05").access(token, all);
    }

    private Set<String> incidents() {
        day.issueEvery(10, "10:00:10", "10:20:00");
        return day.watched.stream()
                .filter(seen -> seen.trust() == TrustClass.FORGED)
                .map(Watched::incident)
                .collect(Collectors.toSet());
    }

    private static final String ISSUED_THEN = "'issued_at':'2026-03-02T09:20:00Z'";

    @Test
    void anAlteredTokenWaitsForTheFirstMarkOfItsIssuerWhichTellsWhatKeysThereAre() {
        day.at("09:00:00")
                .issueUnmarked("good", "'account_id':'alice'", "'key_id':'k1'")
                .issueUnmarked("reused", "'account_id':'bob'", "'key_id':'k1'");
        day.at("09:30:00").access("good", "'account_id':'alice'", "'key_id':'k1'");
        day.at("09:30:01").access("reused", "'account_id':'mallory'", "'key_id':'k1'", ISSUED_THEN);
        day.expectNothing();

        day.mark(0);
        day.issueEvery(10, "09:00:10", "10:00:00", "'key_id':'k1'");

        assertThat(day.lastOf(Rule.TOKEN_ALTERED).incident())
                .isEqualTo(new IncidentKey.OfKey(Scenario.ISSUER, "k1").uid());
    }
}

package org.forgedtoken.detector.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.forgedtoken.detector.rule.Undetermined;
import org.junit.jupiter.api.Test;

class UnmatchedIssuersTest {
    private final UnmatchedIssuers issuers = new UnmatchedIssuers();

    @Test
    void bothSidesAreNamedWithTheSetting() {
        issuers.undetermined("https://id.example", Undetermined.ISSUER);

        assertThat(issuers.sentence(Set.of("default"), "default"))
                .hasValue("The issuance feed says `default`, the tokens say `https://id.example`, and no token was"
                        + " judged: set access.issuer=https://id.example.");
    }

    @Test
    void oneTokenThatIsJudgedSilencesIt() {
        issuers.undetermined("https://other", Undetermined.ISSUER);
        issuers.judged();

        assertThat(issuers.sentence(Set.of("default"), "default")).isEmpty();
    }

    @Test
    void whatSendersWriteIsBounded() {
        for (int i = 0; i < 1_000; i++) {
            issuers.undetermined("\u202e" + i + "x".repeat(5_000), Undetermined.ISSUER);
        }

        assertThat(issuers.sentence(Set.of("https://id.example"), "default").orElseThrow())
                .hasSizeLessThan(2_000)
                .doesNotContain("\u202e")
                .contains("set access.issuer, or the issuer in the mappings");
    }
}

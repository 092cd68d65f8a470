package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.Rule;
import org.junit.jupiter.api.Test;

/** What is written singly, and what in a roll-up. */
class QuotasTest {
    private final Quotas quotas = new Quotas(0, new MapStore<>(), 10, 10);

    private String admitted(String entity) {
        return quotas.admit(new AlertKey(Rule.ISSUER_UNCOVERED, entity), 0, uid -> false)
                .entity();
    }

    @Test
    void manyUncoveredIssuersHideNoKeyThatSignsForThem() {
        for (int i = 0; i < 20; i++) {
            assertThat(admitted("issuer-" + i)).isEqualTo("issuer-" + i);
        }
        assertThat(admitted("one-more")).startsWith("roll-up@");

        String key = TokenKey.ofSigningKey("https://idp", "k1");
        assertThat(admitted(key)).isEqualTo(key);
    }
}

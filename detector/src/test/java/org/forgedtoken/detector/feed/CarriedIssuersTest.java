package org.forgedtoken.detector.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarriedIssuersTest {
    private static final String CARRIED = "https://id.example/Realms/shop";

    private final CarriedIssuers issuers = new CarriedIssuers("default");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example/Realms/shop/",
                "https://id.example/Realms/shop//",
                "http://id.example/Realms/shop",
                "HTTPS://ID.example/Realms/shop",
                "id.example/Realms/shop",
                "default"
            })
    void anotherSpellingIsTheCarriedOne(String spelling) {
        issuers.add(CARRIED);

        assertThat(issuers.judgedAs(spelling)).isEqualTo(CARRIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://id.example/realms/shop", "https://id.example", "https://id.example:443/Realms/shop"})
    void whatDiffersOtherwiseIsAnother(String other) {
        issuers.add(CARRIED);

        assertThat(issuers.judgedAs(other)).isEqualTo(other);
    }

    @Test
    void issuersThatAreBothCarriedStayApart() {
        issuers.add("https://id.example");
        issuers.add("https://id.example/");

        assertThat(issuers.judgedAs("https://id.example")).isEqualTo("https://id.example");
        assertThat(issuers.judgedAs("https://id.example/")).isEqualTo("https://id.example/");
        assertThat(issuers.judgedAs("http://id.example")).isEqualTo("http://id.example");
        assertThat(issuers.judgedAs("default")).isEqualTo("default");
    }

    @Test
    void theIssuerOfTokensThatNameNoneMayBeSet() {
        CarriedIssuers set = new CarriedIssuers(null);
        set.add(CARRIED);

        assertThat(set.judgedAs("default")).isEqualTo("default");
    }
}

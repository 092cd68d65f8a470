package org.forgedtoken.detector.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.reading.AuthorizationReader.Presented;
import org.forgedtoken.detector.reading.jwt.Tokens;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationReaderTest {
    private final AuthorizationReader reader = new AuthorizationReader(Tokens.policy());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer %s",
                "bearer %s",
                "DPoP %s",
                "dpop   %s ",
                "Token %s",
                "BEARER   %s ",
                " Bearer %s",
                "%s",
                "Bearer %s,",
                "Bearer %1$s, Bearer %1$s"
            })
    void findsTheOneToken(String form) {
        assertThat(reader.read(List.of(form.formatted(Tokens.JWT)))).containsExactly(asLogged(Tokens.JWT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Bearer", "bearer ", "Bearer ,", "Basic YTpi", "basic  YTpi"})
    void findsNone(String value) {
        assertThat(reader.read(List.of(value))).isEmpty();
    }

    @Test
    void withoutAHeaderThereIsNone() {
        assertThat(reader.read(List.of())).isEmpty();
    }

    @Test
    void findsEachOfSeveral() {
        String other = Tokens.jwt(Tokens.HEADER, Tokens.PAYLOAD.replace("t1", "t2"));

        assertThat(reader.read(List.of("Bearer " + Tokens.JWT, "Bearer " + other)))
                .containsExactly(asLogged(Tokens.JWT), asLogged(other));
        assertThat(reader.read(List.of("Bearer " + Tokens.JWT + ", Bearer " + other)))
                .containsExactly(asLogged(Tokens.JWT), asLogged(other));
    }

    @Test
    void whatMeansToBeATokenAndCannotBeReadIsNamed() {
        String twice = Tokens.jwt(Tokens.HEADER, Tokens.PAYLOAD.replace("{", "{\"jti\":\"t0\","));

        assertThat(reader.read(List.of("Bearer " + twice))).containsExactly(new Presented.Unreadable());
        assertThat(reader.read(List.of("Bearer " + "x".repeat(20_000)))).containsExactly(new Presented.Unreadable());
    }

    @Test
    void anOpaqueTokenHasItsDigest() {
        assertThat(reader.read(List.of("Bearer opaque"))).containsExactly(asLogged("opaque"));
    }

    /** What the reader of access records makes of it. */
    private static Presented asLogged(String token) {
        String json = "{\"time\":1700000000,\"token\":\"" + token + "\"}";
        Reading reading = new AccessReader(Tokens.policy(), SignatureCheck.NONE)
                .read(json.getBytes(StandardCharsets.UTF_8), "f:1", 1_700_000_000_000L);
        TokenClaims claims = ((Reading.Access) reading).access().token();
        return new Presented.Token(claims);
    }
}

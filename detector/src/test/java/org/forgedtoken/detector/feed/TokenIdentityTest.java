package org.forgedtoken.detector.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TokenIdentityTest {
    private static final String DIGEST = "ab".repeat(32);

    private static TokenClaims claims(String id, String digest, String account, String client) {
        return new TokenClaims("https://i", id, false, digest, account, client, null, Times.UNKNOWN, Times.UNKNOWN);
    }

    private static String key(IdentityKind kind, TokenClaims claims) {
        TokenKey key = TokenIdentity.of(kind).keyOf(claims);
        return key == null ? null : key.text();
    }

    @Test
    void byIdUntilThereIsNone() {
        assertThat(key(IdentityKind.ID, claims("t1", DIGEST, "a", "c"))).isEqualTo("https%3A//i|t1");
        assertThat(key(IdentityKind.ID, claims(null, DIGEST, "a", "c"))).isEqualTo("digest:" + DIGEST);
        assertThat(key(IdentityKind.ID, claims(null, null, "a", "c"))).isNull();
    }

    @Test
    void byDigestUntilThereIsNone() {
        assertThat(key(IdentityKind.DIGEST, claims("t1", DIGEST, "a", "c"))).isEqualTo("digest:" + DIGEST);
        assertThat(key(IdentityKind.DIGEST, claims("t1", null, "a", "c"))).isEqualTo("https%3A//i|t1");
    }

    @Test
    void byAccountAndClientOnlyWhereBothAreStated() {
        assertThat(key(IdentityKind.TUPLE, claims("t1", DIGEST, "a", "c"))).isEqualTo("tuple:https%3A//i|a|c");
        assertThat(key(IdentityKind.TUPLE, claims("t1", DIGEST, null, "c"))).isNull();
        assertThat(key(IdentityKind.TUPLE, claims("t1", DIGEST, "a", null))).isNull();
    }

    @Test
    void eachIssuerInItsOwnWay() {
        TokenIdentity identity = new TokenIdentity(IdentityKind.ID, Map.of("https://i", IdentityKind.DIGEST));
        assertThat(identity.kindOf("https://i")).isEqualTo(IdentityKind.DIGEST);
        assertThat(identity.kindOf("https://I")).isEqualTo(IdentityKind.ID);
    }

    @Test
    void encodesWhatHasAMeaningInAKeyAndNothingElse() {
        assertThat(TokenKey.encode("a%b|c:d")).isEqualTo("a%25b%7Cc%3Ad");
        assertThat(TokenKey.encode("onrtac/ä+ b")).isEqualTo("onrtac/ä+ b");
    }

    @Property
    void noTwoTokensShareAKey(@ForAll String issuer, @ForAll String id, @ForAll String other) {
        String encoded = TokenKey.encode(id);
        assertThat(encoded).doesNotContain("|", ":");
        if (id.chars().noneMatch(c -> c == '+' || Character.isSurrogate((char) c))) {
            assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(id);
        }
        if (!id.equals(other)) {
            assertThat(TokenKey.ofId(issuer, id)).isNotEqualTo(TokenKey.ofId(issuer, other));
        }
        assertThat(TokenKey.ofId(issuer, id).text()).doesNotStartWith("digest:").doesNotStartWith("tuple:");
    }
}

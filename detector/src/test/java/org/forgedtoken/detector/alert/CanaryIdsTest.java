package org.forgedtoken.detector.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanaryIdsTest {
    private static final CanaryIds IDS = new CanaryIds("a secret of the site");
    private static final long TIME = 1_772_445_600_000L;

    @Test
    void whoHasTheSecretKnowsItsCanaries() {
        String id = IDS.next("https://idp", TIME);

        assertThat(id).hasSize(64).matches("[0-9a-f]+").isNotEqualTo(IDS.next("https://idp", TIME));
        assertThat(new CanaryIds("a secret of the site").isOne(access("https://idp", TIME, id, null)))
                .isTrue();
        assertThat(IDS.isOne(access("https://idp", TIME, null, id))).isTrue();
    }

    @Test
    void nobodyElseMakesOne() {
        String id = IDS.next("https://idp", TIME);

        assertThat(IDS.isOne(access("https://other", TIME, id, null))).isFalse();
        assertThat(IDS.isOne(access("https://idp", TIME + 1, id, null))).isFalse();
        assertThat(IDS.isOne(access("https://idp", TIME, "g".repeat(64), null))).isFalse();
        assertThat(IDS.isOne(access("https://idp", TIME, new CanaryIds("x").next("https://idp", TIME), null)))
                .isFalse();
        CanaryIds unkept = new CanaryIds(null);
        assertThat(unkept.isOne(access("https://idp", TIME, unkept.next("https://idp", TIME), null)))
                .isFalse();
    }

    private static AccessRecord access(String issuer, long time, @Nullable String id, @Nullable String digest) {
        TokenClaims token = new TokenClaims(issuer, id, false, digest, null, null, null, time, Times.UNKNOWN);
        Request request = new Request(null, null, null, null, 200, null);
        return new AccessRecord(time, token, request, Signature.UNKNOWN, true, "access:1");
    }
}

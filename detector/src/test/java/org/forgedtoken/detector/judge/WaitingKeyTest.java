package org.forgedtoken.detector.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.Verdict;
import org.junit.jupiter.api.Test;

class WaitingKeyTest {
    private static KeyUse use(int number, Signature signature) {
        TokenClaims token = new TokenClaims("idp", "t", false, null, null, null, "k1", 0, 0);
        Request request = new Request("192.0.2.1", null, "GET", "/", 200, null);
        AccessRecord access = new AccessRecord(1_000 + number, token, request, signature, true, "f:" + number);
        return new KeyUse(access, TokenKey.ofId("idp", "t"), Verdict.NEVER_ISSUED, "k1", 0, 1, 0, true);
    }

    @Test
    void ofManyUsesAVerifiedOneIsNotCountedWithUnverifiedOnes() {
        WaitingKey key = new WaitingKey("idp", "k1");
        for (int i = 0; i < 150; i++) {
            key = key.with(use(i, Signature.UNKNOWN), 60_000);
        }
        assertThat(key.uses()).hasSize(WaitingKey.MOST);

        key = key.with(use(200, Signature.VALID), 60_000).with(use(201, Signature.VALID), 60_000);

        assertThat(key.uses()).hasSize(WaitingKey.MOST + 1);
        assertThat(key.uses()).last().satisfies(use -> {
            assertThat(use.access().signature()).isEqualTo(Signature.VALID);
            assertThat(use.accesses()).isEqualTo(2);
        });
    }
}

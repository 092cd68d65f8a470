package org.forgedtoken.detector.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.ledger.PresentedToken.State;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.step.DueTimes.Due;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final String ISSUER = "https://idp";
    private static final int TOKENS = 1_000;

    private final Waiting waiting = new Waiting(TOKENS);

    /** A past that changes again and again, as with a feed of which every other record is unreadable. */
    @Test
    void whoeverHasThePastChangedAgainAndAgainKeepsNobodyFromHisTurn() {
        for (int i = 0; i < TOKENS; i++) {
            waiting.changed(key(i), ISSUER, "v", null, variant(i));
        }
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < TOKENS / 10; i++) {
            waiting.recheck(ISSUER);
            take(10, seen);
        }
        assertThat(seen).doesNotHaveDuplicates().hasSize(TOKENS);

        seen.clear();
        take(2 * TOKENS, seen);
        assertThat(seen).as("all of them once more behind the last change").hasSizeBetween(TOKENS - 10, TOKENS);
        assertThat(waiting.nextToRecheck()).isNull();
    }

    private void take(int most, List<String> seen) {
        for (int i = 0; i < most; i++) {
            Due next = waiting.nextToRecheck();
            if (next != null) {
                seen.add(next.name());
            }
        }
    }

    private static String key(int i) {
        return "idp|" + i;
    }

    private static Variant variant(int i) {
        TokenClaims claims = new TokenClaims(ISSUER, key(i), false, null, null, null, null, 0, 0, null);
        Request request = new Request(null, null, null, null, 0, null);
        AccessRecord use = new AccessRecord(i, claims, request, Signature.UNKNOWN, true, "a:" + i);
        return new Variant("v", claims, false, State.WAITING, i, List.of(use), 1, i, List.of());
    }
}

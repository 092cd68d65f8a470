package org.forgedtoken.detector.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.junit.jupiter.api.Test;

/** Which issuances speak for which token where tokens have no ids. */
class IssuedTokenTest {
    private static final long SKEW = 60_000;
    private static final long HOUR = 3_600_000;

    private static TokenClaims claims(long issuedAt) {
        return new TokenClaims("idp", null, false, null, "alice", "c", null, issuedAt, Times.UNKNOWN);
    }

    private static IssuedToken issued(int number, long apart) {
        IssuedToken entry = IssuedToken.NONE;
        for (int i = 0; i < number; i++) {
            long time = HOUR + i * apart;
            entry = entry.with(IdentityKind.TUPLE, new Issued(time, claims(time)));
        }
        return entry;
    }

    private static IssuedToken relevant(IssuedToken entry, long token) {
        return entry.relevantFor(IdentityKind.TUPLE, claims(token), SKEW);
    }

    @Test
    void anIssuanceSpeaksForEveryTokenOfItsTime() {
        IssuedToken entry = issued(2, HOUR);

        assertThat(relevant(entry, HOUR + SKEW).statements())
                .containsExactly(entry.statements().get(0));
        assertThat(relevant(entry, HOUR - SKEW).statements())
                .containsExactly(entry.statements().get(0));
        assertThat(relevant(entry, HOUR + SKEW + 1).isIssued()).isFalse();
        assertThat(relevant(entry, Times.UNKNOWN).isIssued()).isFalse();
    }

    /** An account that logs in all day: its old issuances make room, and its new tokens are still told apart. */
    @Test
    void theNewestIssuancesOfATupleAreKept() {
        IssuedToken entry = issued(1_000, HOUR);

        assertThat(entry.statements()).hasSize(256);
        assertThat(relevant(entry, HOUR + 999 * HOUR).isIssued()).isTrue();
        assertThat(relevant(entry, HOUR + 999 * HOUR + 2 * SKEW).isIssued()).isFalse();
        assertThat(relevant(entry, HOUR).crowded()).isTrue();
    }

    /** Of an id with more issuances than are kept: when it ends, and whose it is. */
    @Test
    void theNewestIssuancesOfAnIdAreKept() {
        IssuedToken entry = IssuedToken.NONE;
        for (int i = 0; i < 1_000; i++) {
            TokenClaims one =
                    new TokenClaims("idp", "session", false, null, "alice", "c", null, i * HOUR, (i + 1) * HOUR);
            entry = entry.with(IdentityKind.ID, new Issued(i * HOUR, one));
        }

        assertThat(entry.keepUntil(HOUR, HOUR)).isEqualTo(1_001 * HOUR);
        assertThat(entry.crowded()).isTrue();
        assertThat(entry.statesOne(TokenClaims::account)).isTrue();
    }
}

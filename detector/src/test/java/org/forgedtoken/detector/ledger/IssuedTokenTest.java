package org.forgedtoken.detector.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which issuance vouches for which token where tokens have no ids. */
class IssuedTokenTest {
    private static final long SKEW = 60_000;
    private static final long HOUR = 3_600_000;

    private static TokenClaims claims(long issuedAt) {
        return new TokenClaims("idp", null, false, null, "alice", "c", null, issuedAt, Times.UNKNOWN);
    }

    private static IssuedToken issuedAt(List<Long> times) {
        IssuedToken entry = IssuedToken.NONE;
        for (long time : times) {
            entry = entry.with(IdentityKind.TUPLE, new Issued(time, claims(time)));
        }
        return entry;
    }

    private static IssuedToken relevant(IssuedToken entry, long token) {
        return entry.relevantFor(IdentityKind.TUPLE, claims(token), () -> "at " + token, SKEW);
    }

    /** For which of the tokens, made at these times and used in this order, an issuance vouches in the end. */
    private static List<Long> vouchedFor(IssuedToken issued, List<Long> tokens) {
        IssuedToken entry = issued;
        List<Long> vouchedFor = new ArrayList<>();
        for (long token : tokens) {
            IssuedToken relevant = relevant(entry, token);
            if (relevant.isIssued()) {
                vouchedFor.add(token);
                entry = entry.vouching(
                        IdentityKind.TUPLE, relevant.statements().get(0), claims(token), () -> "at " + token, SKEW);
            }
        }
        for (long token : vouchedFor) {
            assertThat(relevant(entry, token).isIssued()).isTrue();
        }
        return vouchedFor;
    }

    /** Each token is logged so late, give or take so much: whoever is used first must not take another's issuance. */
    @ParameterizedTest
    @CsvSource({"0, 2000", "30000, 5000", "45000, 15000", "-40000, 10000", "0, 60000"})
    void eachHonestTokenHasAnIssuanceInWhateverOrderTheyAreUsed(long offset, int jitter) {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Long> made = new ArrayList<>();
            List<Long> logged = new ArrayList<>();
            long time = HOUR;
            for (int i = 0; i < 12; i++) {
                time += 5_000 + random.nextInt(60_000);
                made.add(time);
                logged.add(time + offset + (jitter == 0 ? 0 : random.nextInt(-jitter, jitter + 1)));
            }
            Collections.shuffle(made, random);

            assertThat(vouchedFor(issuedAt(logged), made)).as("round " + round).isEqualTo(made);
        }
    }

    @Test
    void oneIssuanceVouchesForOneToken() {
        IssuedToken issued = issuedAt(List.of(HOUR, HOUR + 40_000, HOUR + 80_000));

        List<Long> honest = List.of(HOUR + 2_000, HOUR + 38_000, HOUR + 82_000);
        List<Long> oneMore = new ArrayList<>(honest);
        oneMore.add(HOUR + 50_000);
        assertThat(vouchedFor(issued, oneMore)).isEqualTo(honest);
        assertThat(vouchedFor(issued, List.of(HOUR + 200_000))).isEmpty();
    }

    /** Nothing is held against a token there, so that nobody needs another's issuance; and each use would be a write. */
    @Test
    void whereThereAreMoreIssuancesThanAreKeptNoneIsHandedOn() {
        List<Long> many = new ArrayList<>();
        for (long i = 0; i < 300; i++) {
            many.add(HOUR + i * 100);
        }
        IssuedToken issued = issuedAt(many);
        Statement first = issued.statements().get(0);
        IssuedToken vouching = issued.vouching(IdentityKind.TUPLE, first, claims(HOUR), () -> "first", SKEW);
        Statement taken = vouching.statements().get(0);

        assertThat(vouching.vouching(IdentityKind.TUPLE, taken, claims(HOUR), () -> "second", SKEW))
                .isSameAs(vouching);
    }

    /** Another key, another content: what vouches for the one may not vouch for the other. */
    @Test
    void whatDiffersInMoreThanItsTimeIsNotHandedOn() {
        TokenClaims other = new TokenClaims("idp", null, false, null, "alice", "c", "k2", HOUR + 30_000, Times.UNKNOWN);
        IssuedToken issued = issuedAt(List.of(HOUR)).with(IdentityKind.TUPLE, new Issued(HOUR + 30_000, other));
        IssuedToken vouching = issued.vouching(
                IdentityKind.TUPLE, issued.statements().get(0), claims(HOUR + 5_000), () -> "first", SKEW);

        assertThat(vouching.relevantFor(IdentityKind.TUPLE, claims(HOUR - 40_000), () -> "second", SKEW)
                        .isIssued())
                .isFalse();
    }
}

package org.forgedtoken.detector.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.junit.jupiter.api.Test;

/** What is held against a token whose id has more issuances than are kept. */
class ComparisonTest {
    private static final long MINUTE = 60_000;

    private final ComparisonRule rule =
            new ComparisonRule(Set.of(Claim.ACCOUNT, Claim.CLIENT, Claim.KEY, Claim.ISSUED_AT, Claim.EXPIRY), MINUTE);

    private static TokenClaims claims(String account, String key, long issuedAt) {
        return new TokenClaims("idp", "session", false, null, account, "web", key, issuedAt, issuedAt + 60 * MINUTE);
    }

    private static IssuedToken issued(int accounts) {
        IssuedToken entry = IssuedToken.NONE;
        for (int i = 0; i < 300; i++) {
            long time = i * 15 * MINUTE;
            TokenClaims claims = claims("person-" + i % accounts, "k1", time);
            entry = entry.with(IdentityKind.ID, new Issued(time, claims));
        }
        return entry;
    }

    private boolean isVouchedFor(IssuedToken entry, TokenClaims token) {
        return rule.compare(token, entry, Set.of()).isVouchedFor();
    }

    @Test
    void whoseAnIdIsCountsHoweverOftenItWasIssued() {
        assertThat(isVouchedFor(issued(1), claims("person-0", "k2", 7))).isTrue();
        assertThat(isVouchedFor(issued(1), claims("victim", "k1", 0))).isFalse();
    }

    @Test
    void anIdOfManyAccountsSaysNothingOfWhoseItIs() {
        assertThat(isVouchedFor(issued(300), claims("another", "k1", 0))).isTrue();
    }
}

package org.forgedtoken.detector.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.rule.RuleSamples.DAY;
import static org.forgedtoken.detector.rule.RuleSamples.GRACE;
import static org.forgedtoken.detector.rule.RuleSamples.HOUR;
import static org.forgedtoken.detector.rule.RuleSamples.ISSUER;
import static org.forgedtoken.detector.rule.RuleSamples.MINUTE;
import static org.forgedtoken.detector.rule.RuleSamples.SKEW;
import static org.forgedtoken.detector.rule.RuleSamples.TEN;
import static org.forgedtoken.detector.rule.RuleSamples.facts;
import static org.forgedtoken.detector.rule.RuleSamples.issuance;
import static org.forgedtoken.detector.rule.RuleSamples.issuanceBy;
import static org.forgedtoken.detector.rule.RuleSamples.issuanceOfKind;
import static org.forgedtoken.detector.rule.RuleSamples.token;
import static org.forgedtoken.detector.rule.RuleSamples.tokenOfKind;

import java.util.List;
import java.util.Set;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.coverage.Hole;
import org.forgedtoken.detector.coverage.IssuerFacts;
import org.forgedtoken.detector.coverage.Lateness;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.rule.AbsenceRule.Decision;
import org.forgedtoken.detector.rule.AbsenceRule.Decision.NeverIssued;
import org.forgedtoken.detector.rule.AbsenceRule.Decision.Undecided;
import org.forgedtoken.detector.rule.AbsenceRule.Decision.Wait;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tokens that are used at ten and that the ledger does not have. */
class AbsenceRuleTest {
    private static final long NONE = Times.UNKNOWN;
    private static final long HOLE_WAIT = HOUR;
    private static final long KEEP = DAY;
    private static final long MAX_AGE = 90 * DAY;
    private static final long MAX_AHEAD = 10 * MINUTE;
    private static final long LIFE = 2 * HOUR;
    private static final long BEGIN = TEN - 100 * DAY;
    private static final IssuerFacts BY_ID = facts(issuanceBy(IdentityKind.ID, BEGIN));
    /** Issued a minute before its use; it expires in an hour. */
    private static final TokenClaims TOKEN = token(TEN - MINUTE, TEN + HOUR);
    /** Up to where coverage must have come for that. */
    private static final long NEEDED = TEN - MINUTE + SKEW + GRACE;

    private IdentityKind identity = IdentityKind.ID;
    private MaxLife maxLife = new MaxLife.Fixed(LIFE);
    private Set<String> kinds = Set.of();
    private Set<String> expectedUncovered = Set.of();
    private @Nullable String claimedKind;
    private boolean statesIssuedAt;
    private long evictedSince = NONE;
    private @Nullable String evictedKind;
    private boolean ended;

    private AbsenceRule rule() {
        return new AbsenceRule(SKEW, GRACE, HOLE_WAIT, KEEP, MAX_AGE, MAX_AHEAD, maxLife, expectedUncovered, kinds);
    }

    private IssuerHabit habit() {
        return new IssuerHabit() {
            @Override
            public boolean alwaysStatesIssuedAt() {
                return statesIssuedAt;
            }

            @Override
            public long evictedSince(@Nullable String kind) {
                return kind == null || kind.equals(evictedKind) ? evictedSince : Times.UNKNOWN;
            }
        };
    }

    private static Coverage covered(String issuer, long since, long until, IssuerFacts facts, Hole... holes) {
        Coverage coverage = new Coverage();
        coverage.apply(new CoverageMark(
                issuer,
                0,
                1,
                List.of(new Stretch(since, until)),
                HOUR,
                0,
                Lateness.NONE,
                List.of(holes),
                true,
                facts.snapshot()));
        return coverage;
    }

    private static Coverage coveredTo(long until) {
        return covered(ISSUER, BEGIN, until, BY_ID);
    }

    private Decision decide(TokenClaims token, Coverage coverage, long issuanceReadTo) {
        return rule().decide(identity, token, TEN, claimedKind, habit(), coverage, issuanceReadTo, ended);
    }

    private Decision decide(TokenClaims token, Coverage coverage) {
        return decide(token, coverage, NONE);
    }

    private Stretch stretch(TokenClaims token) {
        return rule().stretch(token, TEN, BY_ID, habit());
    }

    @Test
    void stretchRunsAroundAnEarlierIssuedAt() {
        assertThat(stretch(token(TEN - HOUR, NONE)))
                .isEqualTo(new Stretch(TEN - HOUR - SKEW, TEN - HOUR + SKEW + GRACE));
        assertThat(stretch(token(TEN, NONE))).isEqualTo(new Stretch(TEN - SKEW, TEN + SKEW + GRACE));
    }

    @Test
    void stretchFollowsALaterIssuedAtToABound() {
        assertThat(stretch(token(TEN + MAX_AHEAD, NONE)))
                .isEqualTo(new Stretch(TEN - SKEW, TEN + MAX_AHEAD + SKEW + GRACE))
                .isEqualTo(stretch(token(TEN + MAX_AHEAD + 1, NONE)));
        assertThat(stretch(token(TEN + 1, NONE)).until()).isEqualTo(TEN + 1 + SKEW + GRACE);
    }

    @Test
    void withoutIssuedAtStretchIsAWholeLife() {
        assertThat(stretch(token(NONE, TEN))).isEqualTo(new Stretch(TEN - LIFE, TEN + SKEW + GRACE));
        maxLife = new MaxLife.Fixed(MaxLife.UNBOUNDED);
        assertThat(stretch(token(NONE, TEN))).isEqualTo(new Stretch(BelievedTimes.EARLIEST, TEN + SKEW + GRACE));
    }

    @Test
    void impossibleIssuedAtIsNotBelieved() {
        assertThat(stretch(token(1, NONE))).isEqualTo(stretch(token(NONE, NONE)));
    }

    @Test
    void omittingWhatIsAlwaysStatedGainsNothing() {
        statesIssuedAt = true;
        TokenClaims read = new TokenClaims(ISSUER, "t", false, "digest", null, null, null, NONE, NONE);

        assertThat(stretch(read)).isEqualTo(new Stretch(TEN - SKEW, TEN + SKEW + GRACE));
        assertThat(stretch(token(NONE, NONE)).since()).isEqualTo(TEN - LIFE);
        statesIssuedAt = false;
        assertThat(stretch(read).since()).isEqualTo(TEN - LIFE);
    }

    @Test
    void coveredStretchProvesAbsence() {
        assertThat(decide(TOKEN, coveredTo(NEEDED)))
                .isEqualTo(new NeverIssued(new Stretch(TEN - MINUTE - SKEW, NEEDED)));
        assertThat(decide(TOKEN, coveredTo(NEEDED - 1))).isEqualTo(new Wait(NEEDED));
    }

    @Test
    void endedFeedsProveWhatTheyCover() {
        ended = true;

        assertThat(decide(TOKEN, coveredTo(NEEDED))).isInstanceOf(NeverIssued.class);
        assertThat(decide(TOKEN, coveredTo(NEEDED - 1))).isEqualTo(new Undecided(Undetermined.WAITING));
    }

    @Test
    void uncarriedIssuerIsToldOnceTheFeedIsPast() {
        long needed = TEN + SKEW + GRACE;

        assertThat(decide(TOKEN, new Coverage(), needed - 1)).isEqualTo(new Wait(needed));
        assertThat(decide(TOKEN, new Coverage(), needed)).isEqualTo(new Undecided(Undetermined.ISSUER));
    }

    @Test
    void uncarriedIssuerWaitsUntilAllAreHeardOf() {
        Coverage young = covered("https://other", TEN, TEN + HOUR, new IssuerFacts());
        long needed = TEN + 2 * GRACE;

        assertThat(decide(TOKEN, young, needed - 1)).isEqualTo(new Wait(needed));
        assertThat(decide(TOKEN, young, needed)).isEqualTo(new Undecided(Undetermined.ISSUER));
    }

    @Test
    void expectedUncoveredIssuerWaitsForNothing() {
        expectedUncovered = Set.of(ISSUER);
        assertThat(decide(TOKEN, new Coverage())).isEqualTo(new Undecided(Undetermined.ISSUER));
    }

    @Test
    void uncarriedIssuerIsToldAtTheEnd() {
        ended = true;
        assertThat(decide(TOKEN, new Coverage())).isEqualTo(new Undecided(Undetermined.ISSUER));
    }

    @Test
    void uncarriedKindIsToldAtOnce() {
        kinds = Set.of("access");

        assertThat(decide(tokenOfKind("id", TEN, NONE), coveredTo(BEGIN))).isEqualTo(new Undecided(Undetermined.KIND));
        assertThat(decide(tokenOfKind("access", TEN, NONE), coveredTo(TEN + HOUR)))
                .isInstanceOf(NeverIssued.class);
        assertThat(decide(TOKEN, coveredTo(NEEDED))).isInstanceOf(NeverIssued.class);
    }

    @Test
    void claimedKindIsToldOnceCovered() {
        claimedKind = "id";
        kinds = Set.of("access");

        assertThat(decide(TOKEN, coveredTo(NEEDED - 1))).isEqualTo(new Wait(NEEDED));
        assertThat(decide(TOKEN, coveredTo(NEEDED))).isEqualTo(new Undecided(Undetermined.KIND));
        kinds = Set.of("id");
        assertThat(decide(TOKEN, coveredTo(NEEDED))).isInstanceOf(NeverIssued.class);
    }

    @Test
    void claimedKindMayBeNamedByRecords() {
        claimedKind = "id";
        long last = NEEDED - GRACE;

        assertThat(decide(TOKEN, covered(ISSUER, BEGIN, NEEDED, facts(issuanceOfKind(last, "id", NONE)))))
                .isInstanceOf(NeverIssued.class);
        assertThat(decide(TOKEN, covered(ISSUER, BEGIN, NEEDED, facts(issuanceOfKind(last + 1, "id", NONE)))))
                .isEqualTo(new Undecided(Undetermined.KIND));
    }

    @Test
    void tupleWithoutIssuedAtIsToldAtOnce() {
        identity = IdentityKind.TUPLE;
        Coverage coverage = covered(ISSUER, BEGIN, BEGIN + 1, facts(issuanceBy(IdentityKind.TUPLE, BEGIN)));

        assertThat(decide(token(NONE, NONE), coverage)).isEqualTo(new Undecided(Undetermined.IDENTITY));
        assertThat(decide(TOKEN, coverage)).isEqualTo(new Wait(NEEDED));
        claimedKind = "id";
        assertThat(decide(token(NONE, NONE), coverage)).isEqualTo(new Wait(TEN + SKEW + GRACE));
    }

    @Test
    void issuerLongKeyedOtherwiseIsToldAtOnce() {
        long before = NEEDED - 2 * (SKEW + GRACE);
        IssuerFacts byDigest = facts(issuanceBy(IdentityKind.DIGEST, before));

        assertThat(decide(TOKEN, covered(ISSUER, BEGIN, before + GRACE, byDigest)))
                .isEqualTo(new Undecided(Undetermined.IDENTITY));
        assertThat(decide(TOKEN, covered(ISSUER, BEGIN, before + GRACE - 1, byDigest)))
                .isEqualTo(new Wait(NEEDED));
        IssuerFacts later = facts(issuanceBy(IdentityKind.DIGEST, before + 1));
        assertThat(decide(TOKEN, covered(ISSUER, BEGIN, before + GRACE, later))).isEqualTo(new Wait(NEEDED));
    }

    @Test
    void issuerKeyedOtherwiseIsToldOnceCovered() {
        IssuerFacts byDigest = facts(issuanceBy(IdentityKind.DIGEST, NEEDED - GRACE));

        assertThat(decide(TOKEN, covered(ISSUER, BEGIN, NEEDED, byDigest)))
                .isEqualTo(new Undecided(Undetermined.IDENTITY));
        IssuerFacts later = facts(issuanceBy(IdentityKind.DIGEST, NEEDED - GRACE + 1));
        assertThat(decide(TOKEN, covered(ISSUER, BEGIN, NEEDED, later))).isInstanceOf(NeverIssued.class);
        ended = true;
        assertThat(decide(TOKEN, covered(ISSUER, BEGIN, NEEDED, later)))
                .isEqualTo(new Undecided(Undetermined.IDENTITY));
    }

    @Test
    void issuerKeyedBothWaysIsJudged() {
        IssuerFacts both = facts(issuanceBy(IdentityKind.DIGEST, BEGIN), issuanceBy(IdentityKind.ID, BEGIN));
        assertThat(decide(TOKEN, covered(ISSUER, BEGIN, NEEDED, both))).isInstanceOf(NeverIssued.class);
    }

    @Test
    void longExpiredTokenMayHaveBeenEvicted() {
        long expired = TEN - KEEP;

        assertThat(decide(token(expired - HOUR, expired), coveredTo(TEN))).isInstanceOf(NeverIssued.class);
        assertThat(decide(token(expired - HOUR, expired - 1), coveredTo(TEN)))
                .isEqualTo(new Undecided(Undetermined.EXPIRED));
    }

    @Test
    void impossibleExpiryDoesNotExcuse() {
        long issued = TEN - KEEP - HOUR;
        assertThat(decide(token(issued, issued), coveredTo(TEN))).isInstanceOf(NeverIssued.class);
    }

    @Test
    void tokenWithoutExpiryIsExcusedAfterAnEviction() {
        evictedSince = TEN - 1;

        assertThat(decide(token(TEN - MAX_AGE - 1, NONE), coveredTo(TEN)))
                .isEqualTo(new Undecided(Undetermined.EXPIRED));
        assertThat(decide(token(TEN - MAX_AGE, NONE), coveredTo(TEN))).isInstanceOf(NeverIssued.class);
        assertThat(decide(token(NONE, NONE), coveredTo(TEN + HOUR))).isEqualTo(new Undecided(Undetermined.EXPIRED));
        evictedSince = TEN;
        assertThat(decide(token(TEN - MAX_AGE - 1, NONE), coveredTo(TEN))).isInstanceOf(NeverIssued.class);
    }

    @Test
    void evictionCountsByKindsThatRecordsName() {
        evictedSince = BEGIN;
        evictedKind = "refresh";
        IssuerFacts named = facts(issuanceOfKind(TEN + SKEW, "access", NONE), issuance(BEGIN, NONE));
        TokenClaims access = tokenOfKind("access", TEN - MAX_AGE - 1, NONE);

        assertThat(decide(access, covered(ISSUER, BEGIN, TEN + HOUR, named))).isInstanceOf(NeverIssued.class);
        assertThat(decide(access, coveredTo(TEN + HOUR))).isEqualTo(new Undecided(Undetermined.EXPIRED));
        IssuerFacts later = facts(issuanceOfKind(TEN + SKEW + 1, "access", NONE), issuance(BEGIN, NONE));
        assertThat(decide(access, covered(ISSUER, BEGIN, TEN + HOUR, later)))
                .isEqualTo(new Undecided(Undetermined.EXPIRED));
    }

    @Test
    void beforeTheLedgerIsToldAfterAnotherGrace() {
        long since = TEN - MINUTE - SKEW + 1;

        assertThat(decide(TOKEN, covered(ISSUER, since, NEEDED + GRACE - 1, BY_ID)))
                .isEqualTo(new Wait(NEEDED + GRACE));
        assertThat(decide(TOKEN, covered(ISSUER, since, NEEDED + GRACE, BY_ID)))
                .isEqualTo(new Undecided(Undetermined.BEFORE_LEDGER));
        assertThat(decide(TOKEN, covered(ISSUER, since - 1, NEEDED, BY_ID))).isInstanceOf(NeverIssued.class);
        ended = true;
        assertThat(decide(TOKEN, covered(ISSUER, since, NEEDED, BY_ID)))
                .isEqualTo(new Undecided(Undetermined.BEFORE_LEDGER));
    }

    @Test
    void gapIsToldAfterItsWait() {
        Hole gap = new Hole(NEEDED, NEEDED + MINUTE, false, 0, 1);
        long needed = NEEDED + MINUTE + HOLE_WAIT;

        assertThat(decide(TOKEN, covered(ISSUER, BEGIN, needed - 1, BY_ID, gap)))
                .isEqualTo(new Wait(needed));
        assertThat(decide(TOKEN, covered(ISSUER, BEGIN, needed, BY_ID, gap)))
                .isEqualTo(new Undecided(Undetermined.HOLE));
        ended = true;
        assertThat(decide(TOKEN, covered(ISSUER, BEGIN, needed - 1, BY_ID, gap)))
                .isEqualTo(new Undecided(Undetermined.WAITING));
    }

    @Test
    void gapBesideTheStretchExcusesNothing() {
        Hole before = new Hole(BEGIN, TEN - MINUTE - SKEW - 1, false, 0, 1);
        Hole after = new Hole(NEEDED + 1, NEEDED + 9, false, 0, 1);

        assertThat(decide(TOKEN, covered(ISSUER, BEGIN, NEEDED + HOUR, BY_ID, before, after)))
                .isInstanceOf(NeverIssued.class);
    }

    /** Such a record was read when the token may have been issued, or it was not its issuance. */
    @Test
    void unreadableRecordExcusesTokensOfItsTime() {
        TokenClaims ahead = token(TEN + MINUTE, NONE);
        Coverage before = covered(ISSUER, BEGIN, TEN + 3 * HOUR, BY_ID, recordAt(TEN - 1));
        Coverage atUse = covered(ISSUER, BEGIN, TEN + 3 * HOUR, BY_ID, recordAt(TEN));
        Coverage after = covered(ISSUER, BEGIN, TEN + 3 * HOUR, BY_ID, recordAt(TEN + 1));

        assertThat(decide(ahead, before)).isInstanceOf(NeverIssued.class);
        assertThat(decide(ahead, atUse)).isEqualTo(new Undecided(Undetermined.HOLE));
        assertThat(decide(ahead, after)).isInstanceOf(NeverIssued.class);
        assertThat(decide(TOKEN, covered(ISSUER, BEGIN, TEN + 3 * HOUR, BY_ID, recordAt(TEN - MINUTE))))
                .isEqualTo(new Undecided(Undetermined.HOLE));
        assertThat(decide(TOKEN, covered(ISSUER, BEGIN, TEN + 3 * HOUR, BY_ID, recordAt(TEN))))
                .isInstanceOf(NeverIssued.class);
    }

    @Test
    void gapThatExcusesIsNamed() {
        Hole gap = new Hole(TEN, NEEDED, false, 0, 1);

        assertThat(rule().hole(TOKEN, TEN, habit(), covered(ISSUER, BEGIN, NEEDED + HOUR, BY_ID, gap)))
                .isEqualTo(gap);
        assertThat(rule().hole(TOKEN, TEN, habit(), coveredTo(NEEDED))).isNull();
    }

    private static Hole recordAt(long time) {
        return new Hole(time, time, true, 1, 0);
    }
}

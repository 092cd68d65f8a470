package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.coverage.IssuerFacts;
import org.forgedtoken.detector.coverage.Lateness;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.IssuanceRecord.Revoked;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.judge.Judge;
import org.forgedtoken.detector.judge.JudgeState;
import org.forgedtoken.detector.rule.Rule;
import org.junit.jupiter.api.Test;

/** A first start: while one partition of the issuance feed tells of its coverage, others have not been read at all. */
class SeveralPartitionsTest {
    private static final long NOW = 1_700_000_000_000L;

    private final List<Finding> findings = new ArrayList<>();
    private final JudgeState state = JudgeState.empty();
    private Judge judge = start();

    private Judge start() {
        return new Judge(0, 1, AtOnce.POLICY, state, new Said(findings::add), Counts.NONE);
    }

    @Test
    void nothingIsNeverIssuedUntilEveryPartitionWasRead() {
        tell(covered(0), readTo(0, NOW), used());

        assertThat(findings).isEmpty();
        assertThat(judge.pending()).isOne();
    }

    @Test
    void anIssuanceInThePartitionThatIsReadLastSettlesIt() {
        tell(covered(0), readTo(0, NOW), used());
        tell(new TokenEvent.WasIssued(TokenKey.ofId("idp", "t1"), new Issued(NOW - 10, token())));
        tell(covered(1), readTo(1, NOW));

        assertThat(findings).isEmpty();
        assertThat(judge.pending()).isZero();
    }

    @Test
    void anEmptyPartitionHoldsNothingUp() {
        tell(covered(0), readTo(0, NOW), used(), readTo(1, Times.UNKNOWN));

        assertThat(findings).singleElement().isInstanceOf(Finding.Use.class);
    }

    @Test
    void aUseWaitsForItsRevocationThoughAPartitionJoins() {
        tell(new TokenEvent.WasIssued(TokenKey.ofId("idp", "t1"), new Issued(NOW - 10, token())), used());
        tell(covered(0), covered(1));
        tell(new TokenEvent.WasRevoked(TokenKey.ofId("idp", "t1"), new Revoked(NOW - 8, token())));
        tell(readTo(0, NOW), readTo(1, NOW));

        assertThat(findings)
                .singleElement()
                .extracting(finding -> finding.key().rule())
                .isEqualTo(Rule.TOKEN_USED_AFTER_REVOCATION);
    }

    /** Both were empty then; after an outage one is read before the other. */
    @Test
    void afterARestartAPartitionThatHasCarriedNothingSoFarIsWaitedFor() {
        tell(readTo(0, Times.UNKNOWN), readTo(1, Times.UNKNOWN));
        judge = start();
        tell(covered(0), readTo(0, NOW), used());
        assertThat(findings).isEmpty();
        assertThat(judge.pending()).isOne();

        tell(new TokenEvent.WasIssued(TokenKey.ofId("idp", "t1"), new Issued(NOW - 10, token())));
        tell(covered(1), readTo(1, NOW));
        assertThat(findings).isEmpty();
        assertThat(judge.pending()).isZero();
    }

    @Test
    void afterARestartNothingIsWaitedForWhereAllPartitionsCarryTheIssuer() {
        tell(covered(0), covered(1), readTo(0, NOW), readTo(1, NOW));
        judge = start();
        tell(used());

        assertThat(findings).singleElement().isInstanceOf(Finding.Use.class);
    }

    private void tell(TokenEvent... events) {
        for (TokenEvent event : events) {
            judge.accept(event);
            judge.work(10);
        }
    }

    private static TokenEvent covered(int partition) {
        return new TokenEvent.Covered(new CoverageMark(
                "idp",
                partition,
                2,
                List.of(new Stretch(NOW - 1_000, NOW)),
                Long.MAX_VALUE,
                0,
                Lateness.NONE,
                List.of(),
                true,
                new IssuerFacts().snapshot()));
    }

    private static TokenEvent readTo(int partition, long position) {
        return new TokenEvent.ReadTo(new PositionMark(Feed.ISSUANCE, partition, 2, position));
    }

    private static TokenEvent used() {
        Request request = new Request(null, null, null, null, 200, null);
        AccessRecord access = new AccessRecord(NOW - 5, token(), request, Signature.VALID, true, "a-0-0");
        return new TokenEvent.Used(TokenKey.ofId("idp", "t1"), access);
    }

    private static TokenClaims token() {
        return new TokenClaims("idp", "t1", false, null, null, null, null, NOW - 10, NOW + 1_000_000);
    }
}

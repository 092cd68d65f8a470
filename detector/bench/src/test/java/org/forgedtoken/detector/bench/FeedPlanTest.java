package org.forgedtoken.detector.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.forgedtoken.detector.bench.BenchFeed.FeedRecord;
import org.junit.jupiter.api.Test;

/** The truth of the feeds by which the benches check their answers. */
class FeedPlanTest {
    private final FeedPlan plan = FeedPlan.backlog(7, 2_000, 50_000, 40, 1_790_000_000_000L);
    private final BenchFeed feed = new BenchFeed(plan);

    @Test
    void accessesUseIssuedTokensAfterTheirIssueAndForgedOnesAtLeastOnce() {
        Set<String> issued = new HashSet<>();
        IntStream.range(0, plan.tokens())
                .forEach(i -> issued.add(feed.issuance(i).key()));
        Set<String> notIssued = new HashSet<>();
        for (int j = 0; j < plan.accesses(); j++) {
            FeedRecord access = feed.access(j);
            if (!issued.contains(access.key())) {
                notIssued.add(access.key().substring(access.key().indexOf('|') + 1));
                assertThat(plan.forgedAt(j)).isNotNegative();
            }
        }
        assertThat(notIssued).isEqualTo(feed.truth()).hasSize(40);
    }

    @Test
    void nobodyUsesATokenBeforeItIsIssued() {
        for (int j = 0; j < plan.accesses(); j += 100) {
            long time = plan.accessTime(j);
            assertThat(plan.issuedAt(plan.inUse(time) - 1)).isLessThan(time);
        }
        assertThat(plan.inUse(plan.end())).isLessThan(plan.tokens());
    }

    @Test
    void bothFeedsAreInTheOrderOfTheirTimes() {
        assertThat(IntStream.range(0, plan.tokens()).mapToLong(plan::issuedAt).toArray())
                .isSorted();
        assertThat(IntStream.range(0, plan.accesses())
                        .mapToLong(plan::accessTime)
                        .toArray())
                .isSorted()
                .endsWith(plan.end());
    }

    @Test
    void thePaceIsThatOfTheBreachedSite() {
        FeedPlan large = FeedPlan.backlog(7, 2_000, 360_001, 40, 1_790_000_000_000L);
        assertThat(large.end() - large.firstAccess()).isEqualTo(10_000);
    }

    @Test
    void theSamePlanGivesTheSameRecords() {
        assertThat(new BenchFeed(plan).access(4_711)).isEqualTo(feed.access(4_711));
        assertThat(new BenchFeed(plan).accessWithJwt(4_711)).isEqualTo(feed.accessWithJwt(4_711));
        assertThat(feed.access(4_711).key()).isEqualTo(feed.accessWithJwt(4_711).key());
    }

    @Test
    void recordsAreAsLargeAsAGatewayWritesThem() {
        assertThat(feed.access(1).json().length()).isBetween(300, 600);
        assertThat(feed.accessWithJwt(1).json().length()).isBetween(800, 1_200);
    }
}

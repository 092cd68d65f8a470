package org.forgedtoken.detector.judge;

import java.util.Set;
import java.util.TreeSet;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.coverage.Positions;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.step.DueTimes.Due;
import org.jspecify.annotations.Nullable;

/** Which of the cases that wait can be judged by now. Event times, epoch ms. Not thread-safe. */
final class Schedule {
    private final Cases cases;
    private final Coverage coverage;
    private final Positions positions;
    private final Set<String> due = new TreeSet<>();

    Schedule(Cases cases, Coverage coverage, Positions positions) {
        this.cases = cases;
        this.coverage = coverage;
        this.positions = positions;
        due.addAll(cases.issuers());
    }

    /** Coverage of the issuer has moved; where its past has changed, all that waits for it is looked at again. */
    void covered(String issuer, boolean pastChanged) {
        cases.heardOf(issuer);
        due.add(issuer);
        if (pastChanged) {
            cases.recheck(issuer);
        }
    }

    /** A feed was read on: issuers of which the other has said nothing may turn out not to be carried. */
    void readOn(Feed feed) {
        if (hasEnded()) {
            due.addAll(cases.issuers());
        } else if (feed == Feed.ISSUANCE) {
            due.addAll(cases.notCarried());
        }
    }

    /** Every partition of the issuance feed has been heard of: what has waited for that may be judged. */
    void issuanceIsWhole() {
        due.addAll(cases.issuers());
    }

    /** The next to look at, or null: first what may stand otherwise now, then by issuer what coverage has come to. */
    @Nullable
    Due next() {
        Due again = cases.nextToRecheck();
        if (again != null) {
            return again;
        }
        while (!due.isEmpty()) {
            String issuer = due.iterator().next();
            Due entry = cases.due(issuer, frontier(issuer));
            if (entry != null) {
                return entry;
            }
            due.remove(issuer);
        }
        return null;
    }

    /** Whether nothing more will come. */
    boolean hasEnded() {
        return positions.ofBoth() == PositionMark.END;
    }

    /** Up to where the issuer's tokens can be judged. */
    long frontier(String issuer) {
        if (hasEnded()) {
            return Long.MAX_VALUE;
        }
        if (!positions.areWholeFor(issuer, coverage)) {
            return Long.MIN_VALUE;
        }
        return coverage.frontier(issuer, positions.of(Feed.ISSUANCE));
    }

    /**
     * Up to where what has ended the issuer's tokens is known to who asks at their use. Other than a verdict of absence this
     * need not wait until each partition was read to its first end, where all of them carry the issuer: else every access of
     * a backlog would be held, and written down.
     */
    long revocationsKnownTo(String issuer) {
        long known = frontier(issuer);
        return known == Long.MIN_VALUE && coverage.isCarriedByAll(issuer) ? coverage.frontier(issuer) : known;
    }
}

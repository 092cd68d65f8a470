package org.forgedtoken.detector.report;

import java.util.Collection;
import java.util.List;
import org.forgedtoken.detector.alert.Scope.Count;

/**
 * Different accounts, or sources, and when each was seen first.
 *
 * @param number how many
 * @param times first uses, epoch ms, in order; those of a sample, where there are too many
 * @param scale for how many each time stands
 * @param withdrawnToo whether those of alerts that were withdrawn later are among them
 */
record Arrivals(Count number, List<Long> times, long scale, boolean withdrawnToo) {

    static Arrivals of(Sample<Long> members, boolean withdrawnToo) {
        return new Arrivals(members.number(), sorted(members.values()), members.scale(), withdrawnToo);
    }

    static Arrivals exact(Collection<Long> times) {
        return new Arrivals(Count.exact(times.size()), sorted(times), 1, false);
    }

    private static List<Long> sorted(Collection<Long> times) {
        return times.stream().sorted().toList();
    }
}

package org.forgedtoken.detector.alert;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * How far an incident reaches: what its alerts have counted.
 *
 * @param first event time of the first use, epoch ms, or {@link org.forgedtoken.detector.feed.Times#UNKNOWN}
 * @param last event time of the last use, the same
 * @param members distinct ones of each kind
 * @param endpoints path template → accesses, of the most used
 * @param standing accused tokens, without those taken back
 * @param atLeast whether a bound or a crash may have lost some of it
 */
public record Scope(
        long first,
        long last,
        long accesses,
        Map<MemberKind, Count> members,
        SortedMap<String, Long> endpoints,
        long standing,
        boolean atLeast) {

    /** What is counted once each. */
    public enum MemberKind {
        ALERTS,
        TOKENS,
        ACCOUNTS,
        ACCOUNTS_UNKNOWN,
        SOURCES;

        /** As written in incidents. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How many distinct ones there are.
     *
     * @param errorBound 0 where {@code number} is exact; else the true number is within this, 997 times of 1 000
     */
    public record Count(long number, long errorBound) {
        public static final Count NONE = new Count(0, 0);

        public static Count exact(long number) {
            return new Count(number, 0);
        }

        public boolean isExact() {
            return errorBound == 0;
        }

        /** Both together; errors add up, since nothing says that they are independent. */
        public Count plus(Count more) {
            return new Count(number + more.number, errorBound + more.errorBound);
        }
    }

    public Count of(MemberKind kind) {
        return members.getOrDefault(kind, Count.NONE);
    }
}

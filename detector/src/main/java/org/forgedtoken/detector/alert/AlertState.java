package org.forgedtoken.detector.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What GROUP remembers of one alert. Event times, epoch ms. Immutable.
 *
 * @param written what was last written; null where nothing was
 * @param blockKey the block entry that it placed, or null
 * @param triage what an analyst decided, or null
 */
public record AlertState(
        AlertKey key,
        Uses uses,
        @Nullable Written written,
        @Nullable String blockKey,
        boolean rollUp,
        @Nullable Triage triage,
        Belonging belonging) {
    private static final int MOST_INCIDENTS = 100;

    /**
     * So many uses of an alert are remembered one by one; of more, how many there were in each stretch of resolution, and of
     * those that the alert opens with the last of each.
     */
    private static final int EACH = 100;
    /** And of an alert that stands for many, which a flood writes again at each use: what is remembered is written each time. */
    private static final int EACH_OF_MANY = 10;

    /** With a grace of none, too, the uses that an alert opens with take bounded room. */
    private static final long LEAST_OPENING_STRETCH = 1_000;

    /**
     * Its uses.
     *
     * @param evidence of the first use known, by the order of uses
     * @param horizon uses up to this time are counted one by one; later ones matter at 10, 100, 1 000 …
     * @param verifiedAt the first use whose signature is known good, or {@link Times#UNKNOWN}
     * @param settled the older uses, which are only counted
     * @param recent the newer uses, which may still be put in another order: time → how many
     */
    public record Uses(
            Evidence evidence, long horizon, long verifiedAt, Milestone settled, SortedMap<Long, Long> recent) {}

    /**
     * Where it belongs.
     *
     * @param incident that of its first use, or null
     * @param incidents uids of all to which uses of it belong
     * @param tokens of an alert on several: how many it counts
     */
    public record Belonging(@Nullable Membership incident, SortedSet<String> incidents, CountedTokens tokens) {
        static final Belonging NOWHERE = new Belonging(null, new TreeSet<>(), CountedTokens.NONE);
    }

    /** An alert of which nothing is counted so far, and which may have been {@code written} before. */
    public static AlertState opened(
            AlertKey key,
            Evidence evidence,
            long horizon,
            Milestone settled,
            boolean rollUp,
            @Nullable Written written,
            @Nullable Triage triage) {
        Uses uses = new Uses(evidence, horizon, Times.UNKNOWN, settled, new TreeMap<>());
        return new AlertState(key, uses, written, null, rollUp, triage, Belonging.NOWHERE);
    }

    public Evidence evidence() {
        return uses.evidence;
    }

    public SortedMap<Long, Long> recent() {
        return uses.recent;
    }

    public @Nullable Membership incident() {
        return belonging.incident;
    }

    /**
     * What the uses up to {@code until} say, in the order of their times: first what the alert opens with, then each
     * count that it has grown to. Empty where there is no use so far.
     *
     * @param resolution ms, to which the time of a hundredth and later use is told
     */
    public List<Milestone> milestones(long until, long resolution) {
        List<Milestone> milestones = new ArrayList<>();
        Milestone last = uses.settled;
        for (Map.Entry<Long, Long> use : recent().entrySet()) {
            if (use.getKey() > until) {
                break;
            }
            Milestone next = last.plus(use.getKey(), use.getValue(), uses.horizon, resolution);
            if (next.grown() && next.count() != last.count() && last.count() > 0) {
                milestones.add(last);
            }
            last = next;
        }
        if (last.count() > 0) {
            milestones.add(last);
        }
        return milestones;
    }

    /** The state with only the count of its oldest uses up to {@code until}, where there are many. */
    public AlertState compacted(long until, long resolution) {
        if (uses.recent.size() <= each()) {
            return this;
        }
        TreeMap<Long, Long> kept = new TreeMap<>(uses.recent);
        Milestone folded = uses.settled;
        while (kept.size() > each() && kept.firstKey() <= until) {
            Map.Entry<Long, Long> use = kept.pollFirstEntry();
            folded = folded.plus(use.getKey(), use.getValue(), uses.horizon, resolution);
        }
        return with(new Uses(uses.evidence, uses.horizon, uses.verifiedAt, folded, kept));
    }

    /** The state with these uses more, in bounded room. */
    public AlertState with(SortedMap<Long, Long> more, long resolution) {
        NavigableMap<Long, Long> recent = new TreeMap<>(uses.recent);
        more.forEach((time, accesses) -> remember(recent, time, accesses, resolution));
        return with(new Uses(uses.evidence, uses.horizon, uses.verifiedAt, uses.settled, recent));
    }

    /** Under its own time; of many under the start of its stretch, and up to the horizon under the last time in its stretch. */
    private void remember(NavigableMap<Long, Long> recent, long time, long accesses, long resolution) {
        if (recent.size() < each() || recent.containsKey(time)) {
            recent.merge(time, accesses, Long::sum);
        } else if (time > uses.horizon) {
            long start = Math.floorDiv(time, resolution) * resolution;
            recent.merge(Math.max(uses.horizon + 1, start), accesses, Long::sum);
        } else {
            long length = Math.max(resolution, LEAST_OPENING_STRETCH);
            long start = Math.floorDiv(time, length) * length;
            Map.Entry<Long, Long> other = recent.floorEntry(Math.min(uses.horizon, start + length - 1));
            if (other == null || other.getKey() < start) {
                recent.put(time, accesses);
            } else {
                recent.remove(other.getKey());
                recent.put(Math.max(time, other.getKey()), accesses + other.getValue());
            }
        }
    }

    private int each() {
        return rollUp ? EACH_OF_MANY : EACH;
    }

    /** The time of its newest use. */
    public long lastUse() {
        return recent().isEmpty() ? uses.settled.last() : Math.max(uses.settled.last(), recent().lastKey());
    }

    /** Whether a use up to {@code time} is verified. */
    public boolean isVerifiedBy(long time) {
        return Times.known(uses.verifiedAt) && uses.verifiedAt <= time;
    }

    /** The state after an analyst decided this; null: it is as new. */
    public AlertState decided(@Nullable Triage now) {
        return new AlertState(key, uses, written, blockKey, rollUp, now, belonging);
    }

    /** Whether it was withdrawn: what it was told then counts for nothing, and should it count after all, is told again. */
    public boolean hasFallen() {
        StatusDetail closed = written == null ? null : written.closed();
        return closed == StatusDetail.LATE_RECORD || closed == StatusDetail.LATE_ISSUANCE;
    }

    /** The state with uses that belong to this incident, or (null) to none. */
    public AlertState and(@Nullable Membership more) {
        if (more == null || more.equals(incident())) {
            return this;
        }
        SortedSet<String> all = new TreeSet<>(belonging.incidents);
        if (all.size() < MOST_INCIDENTS) {
            all.add(more.incident().uid());
        }
        return in(new Belonging(Membership.earlier(incident(), more), all, belonging.tokens));
    }

    /** The state of an alert of which nothing belongs to any incident. */
    public AlertState inNone() {
        return in(new Belonging(null, new TreeSet<>(), belonging.tokens));
    }

    /** The state with so many tokens. */
    public AlertState counting(CountedTokens now) {
        return in(new Belonging(incident(), belonging.incidents, now));
    }

    private AlertState in(Belonging now) {
        return new AlertState(key, uses, written, blockKey, rollUp, triage, now);
    }

    AlertState with(Uses now) {
        return new AlertState(key, now, written, blockKey, rollUp, triage, belonging);
    }

    /** The state after the first of its uses turned out to be this one. */
    public AlertState startingWith(Evidence first, long until) {
        return with(new Uses(first, until, uses.verifiedAt, uses.settled, uses.recent));
    }

    /** The state after a use of a known good signature, and one with a block entry; each may have been there before. */
    public AlertState with(long verified, @Nullable String block) {
        long verifiedAt = Times.earlier(uses.verifiedAt, verified);
        Uses now = new Uses(uses.evidence, uses.horizon, verifiedAt, uses.settled, uses.recent);
        return new AlertState(key, now, written, blockKey == null ? block : blockKey, rollUp, triage, belonging);
    }

    /** The state after this was written. */
    public AlertState written(@Nullable Written last) {
        return new AlertState(key, uses, last, blockKey, rollUp, triage, belonging);
    }

    /** The state after what was written was told again, as it stands now. */
    public AlertState toldAgain() {
        return written == null ? this : written(written.toldAgain());
    }

    /**
     * A count and what it stands for.
     *
     * @param seen all uses up to here
     * @param count the uses that the alert speaks of: those up to the horizon, then 10, 100, 1 000 …
     * @param last the time of the last of them
     * @param grown whether {@code count} has grown past the horizon
     */
    public record Milestone(long seen, long count, long last, boolean grown) {
        private static final long MANY = 100;

        /** No use yet. */
        public static final Milestone NONE = new Milestone(0, 0, Long.MIN_VALUE, false);

        /**
         * After {@code more} uses at {@code time}, where those up to {@code horizon} are counted one by one. Of many
         * uses the times are known to {@code resolution} only, and so no better is told.
         */
        Milestone plus(long time, long more, long horizon, long resolution) {
            long total = seen + more;
            // of what was folded before an earlier first use came, all is past the horizon
            if (time <= horizon && !grown && last <= horizon) {
                return new Milestone(total, total, time, false);
            }
            long power = powerOfTenUpTo(total);
            return power > Math.max(count, 1) && power > seen
                    ? new Milestone(
                            total, power, power < MANY ? time : Math.floorDiv(time, resolution) * resolution, true)
                    : new Milestone(total, count, last, grown);
        }

        private static long powerOfTenUpTo(long n) {
            long power = 1;
            while (power <= n / 10) {
                power *= 10;
            }
            return power;
        }
    }

    /**
     * What was last written.
     *
     * @param expected whether it is no sign of anything, somebody said
     * @param incidents the uids of all incidents of it
     * @param incident the uid of the first, or null
     * @param again whether it has been told again, since somebody decided or it belongs elsewhere: what follows is an update
     */
    public record Written(
            long count,
            long first,
            long last,
            Severity severity,
            Evidence evidence,
            @Nullable StatusDetail closed,
            boolean expected,
            SortedSet<String> incidents,
            @Nullable String incident,
            boolean again) {
        Written toldAgain() {
            return new Written(count, first, last, severity, evidence, closed, expected, incidents, incident, true);
        }
    }
}

package org.forgedtoken.detector.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * @param evidence of the first use known, by the order of uses
 * @param horizon uses up to this time are counted one by one; later ones matter at 10, 100, 1 000 …
 * @param verifiedAt the first use whose signature is known good, or {@link Times#UNKNOWN}
 * @param settled the older uses, which are only counted
 * @param recent the newer uses, which may still be put in another order: time → how many
 * @param written what was last written; null where nothing was
 * @param blockKey the block entry that it placed, or null
 * @param triage what an analyst decided, or null
 * @param incident that of its first use, or null
 * @param incidents uids of all to which uses of it belong
 * @param tokens of an alert on several: how many it counts
 */
public record AlertState(
        AlertKey key,
        Evidence evidence,
        long horizon,
        long verifiedAt,
        Milestone settled,
        SortedMap<Long, Long> recent,
        @Nullable Written written,
        @Nullable String blockKey,
        boolean rollUp,
        @Nullable Triage triage,
        @Nullable Membership incident,
        SortedSet<String> incidents,
        CountedTokens tokens) {
    private static final int MOST_INCIDENTS = 100;

    /** An alert of which nothing is counted so far, and which may have been {@code written} before. */
    public static AlertState opened(
            AlertKey key,
            Evidence evidence,
            long horizon,
            Milestone settled,
            boolean rollUp,
            @Nullable Written written,
            @Nullable Triage triage) {
        return new AlertState(
                key,
                evidence,
                horizon,
                Times.UNKNOWN,
                settled,
                new TreeMap<>(),
                written,
                null,
                rollUp,
                triage,
                null,
                new TreeSet<>(),
                CountedTokens.NONE);
    }

    /**
     * What the uses up to {@code until} say, in the order of their times: first what the alert opens with, then each
     * count that it has grown to. Empty where there is no use so far.
     *
     * @param resolution ms, to which the time of a hundredth and later use is told
     */
    public List<Milestone> milestones(long until, long resolution) {
        List<Milestone> milestones = new ArrayList<>();
        Milestone last = settled;
        for (Map.Entry<Long, Long> use : recent.entrySet()) {
            if (use.getKey() > until) {
                break;
            }
            Milestone next = last.plus(use.getKey(), use.getValue(), horizon, resolution);
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

    /** The state with only the count of its oldest uses up to {@code until}, where there are more than {@code most}. */
    public AlertState compacted(long until, int most, long resolution) {
        if (recent.size() <= most) {
            return this;
        }
        TreeMap<Long, Long> kept = new TreeMap<>(recent);
        Milestone folded = settled;
        while (kept.size() > most && kept.firstKey() <= until) {
            Map.Entry<Long, Long> use = kept.pollFirstEntry();
            folded = folded.plus(use.getKey(), use.getValue(), horizon, resolution);
        }
        return copy(
                evidence, horizon, verifiedAt, folded, kept, written, blockKey, triage, incident, incidents, tokens);
    }

    /** The time of its newest use. */
    public long lastUse() {
        return recent.isEmpty() ? settled.last() : Math.max(settled.last(), recent.lastKey());
    }

    /** Whether a use up to {@code time} is verified. */
    public boolean isVerifiedBy(long time) {
        return Times.known(verifiedAt) && verifiedAt <= time;
    }

    /** The state with these newer uses. */
    public AlertState with(SortedMap<Long, Long> uses) {
        return copy(
                evidence, horizon, verifiedAt, settled, uses, written, blockKey, triage, incident, incidents, tokens);
    }

    /** The state after an analyst decided this; null: it is as new. */
    public AlertState decided(@Nullable Triage now) {
        return copy(
                evidence, horizon, verifiedAt, settled, recent, written, blockKey, now, incident, incidents, tokens);
    }

    /** Whether it was withdrawn: what it was told then counts for nothing, and should it count after all, is told again. */
    public boolean hasFallen() {
        StatusDetail closed = written == null ? null : written.closed();
        return closed == StatusDetail.LATE_RECORD || closed == StatusDetail.LATE_ISSUANCE;
    }

    /** The state with uses that belong to this incident, or (null) to none. */
    public AlertState and(@Nullable Membership more) {
        if (more == null || (incident != null && incident.equals(more))) {
            return this;
        }
        SortedSet<String> all = new TreeSet<>(incidents);
        if (all.size() < MOST_INCIDENTS) {
            all.add(more.incident().uid());
        }
        return in(Membership.earlier(incident, more), all);
    }

    /** The state of an alert of which nothing belongs to any incident. */
    public AlertState inNone() {
        return in(null, new TreeSet<>());
    }

    private AlertState in(@Nullable Membership first, SortedSet<String> all) {
        return copy(evidence, horizon, verifiedAt, settled, recent, written, blockKey, triage, first, all, tokens);
    }

    /** The state with so many tokens. */
    public AlertState counting(CountedTokens now) {
        return copy(
                evidence, horizon, verifiedAt, settled, recent, written, blockKey, triage, incident, incidents, now);
    }

    /** The state after the first of its uses turned out to be this one. */
    public AlertState startingWith(Evidence first, long until) {
        return copy(first, until, verifiedAt, settled, recent, written, blockKey, triage, incident, incidents, tokens);
    }

    /** The state after a use of a known good signature, and one with a block entry; each may have been there before. */
    public AlertState with(long verified, @Nullable String block) {
        return copy(
                evidence,
                horizon,
                Times.earlier(verifiedAt, verified),
                settled,
                recent,
                written,
                blockKey == null ? block : blockKey,
                triage,
                incident,
                incidents,
                tokens);
    }

    private AlertState copy(
            Evidence newEvidence,
            long newHorizon,
            long newVerifiedAt,
            Milestone newSettled,
            SortedMap<Long, Long> newRecent,
            @Nullable Written newWritten,
            @Nullable String newBlockKey,
            @Nullable Triage newTriage,
            @Nullable Membership newIncident,
            SortedSet<String> newIncidents,
            CountedTokens newTokens) {
        return new AlertState(
                key,
                newEvidence,
                newHorizon,
                newVerifiedAt,
                newSettled,
                newRecent,
                newWritten,
                newBlockKey,
                rollUp,
                newTriage,
                newIncident,
                newIncidents,
                newTokens);
    }

    /** The state after this was written. */
    public AlertState written(@Nullable Written last) {
        return copy(
                evidence, horizon, verifiedAt, settled, recent, last, blockKey, triage, incident, incidents, tokens);
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

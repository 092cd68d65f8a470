package org.forgedtoken.detector.coverage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Event times of which records of an issuer may be missing in one partition, both ends inclusive, epoch ms.
 *
 * @param ofIssue whether only tokens that were issued in these times can be missing: a record that could not be read, of
 *     which the time is known; else every token that needs coverage of some of them
 * @param lost how many records could not be read, or never were
 * @param silent the most issuances in as many whole minutes of the week before; 0 where it is no silence, {@link
 *     #UNBOUNDED} where less history is known
 */
public record Hole(long since, long until, boolean ofIssue, long lost, long silent) {
    /**
     * Records that are missing.
     *
     * @param issuer whose they are; null: perhaps that of any issuer
     */
    public record Missing(Hole hole, @Nullable String issuer) {
        boolean mayBeOf(String other) {
            return issuer == null || issuer.equals(other);
        }
    }

    /** Any number may be missing. */
    public static final long UNBOUNDED = -1;

    /** The feed was silent for too long. */
    static Hole ofSilence(long since, long until, long most) {
        return new Hole(since, until, false, 0, most);
    }

    /** So many records between two others could not be read, or never were; {@link #UNBOUNDED}: nobody knows how many. */
    static Hole ofLoss(long since, long until, long records) {
        return records == UNBOUNDED
                ? new Hole(since, until, false, 1, UNBOUNDED)
                : new Hole(since, until, false, records, 0);
    }

    /** So many records of this time could not be read. */
    static Hole ofRecords(long time, long records) {
        return new Hole(time, time, true, records, 0);
    }

    boolean touches(long from, long to) {
        return since <= to && from <= until;
    }

    /** What of it lies in these times: all that is missing may. */
    Hole within(long from, long to) {
        return new Hole(from, to, ofIssue, lost, silent);
    }

    /** What is missing from either. */
    Hole with(Hole other, long from, long to) {
        return new Hole(from, to, ofIssue && other.ofIssue, lost + other.lost, sum(silent, other.silent));
    }

    static long sum(long one, long other) {
        return one == UNBOUNDED || other == UNBOUNDED ? UNBOUNDED : one + other;
    }

    /** Holes in order of which each that touches the next was taken together with it. */
    static List<Hole> together(List<Hole> holes) {
        List<Hole> sorted = new ArrayList<>(holes);
        sorted.sort(Comparator.comparingLong(Hole::since));
        List<Hole> all = new ArrayList<>(sorted.size());
        for (Hole hole : sorted) {
            Hole last = all.isEmpty() ? null : all.get(all.size() - 1);
            if (last != null && hole.since <= last.until + 1) {
                all.set(all.size() - 1, last.with(hole, last.since, Math.max(last.until, hole.until)));
            } else {
                all.add(hole);
            }
        }
        return all;
    }

    private static final long FOR_EACH = 4;
    private static final long AT_LEAST = 20;

    /** How many tokens can be missing at the most; {@link Long#MAX_VALUE} where there is no bound. */
    public long capacity() {
        if (silent == UNBOUNDED) {
            return Long.MAX_VALUE;
        }
        return FOR_EACH * silent + (lost > 0 ? Math.max(AT_LEAST, FOR_EACH * lost) : 0);
    }
}

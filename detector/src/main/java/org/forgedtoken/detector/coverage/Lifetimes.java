package org.forgedtoken.detector.coverage;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.forgedtoken.detector.feed.Times;

/** What issuance records state of how long their tokens live, as functions of event time (epoch ms). Not thread-safe. */
public final class Lifetimes {
    private final IssuerFacts.FirstTimes stated;
    private final NavigableMap<Long, Long> longest;
    private long unstated;

    Lifetimes() {
        this(new Snapshot(List.of(), Map.of(), Times.UNKNOWN));
    }

    Lifetimes(Snapshot s) {
        this.stated = new IssuerFacts.FirstTimes(s.stated());
        this.longest = new TreeMap<>(s.longest());
        this.unstated = s.unstated();
    }

    /**
     * All that is plain data here.
     *
     * @param stated the times of the first records that stated a lifetime
     * @param longest by time, in ms: each longer than those before it
     * @param unstated the time of the first record that stated none, or {@link Times#UNKNOWN}
     */
    public record Snapshot(List<Long> stated, Map<Long, Long> longest, long unstated) {}

    Snapshot snapshot() {
        return new Snapshot(stated.asList(), new TreeMap<>(longest), unstated);
    }

    /** Learns what another partition knows. */
    void add(Snapshot other) {
        other.stated().forEach(stated::add);
        other.longest().forEach(this::learnLongest);
        unstated(other.unstated());
    }

    /**
     * Learns from one record; returns whether anything was new.
     *
     * @param lifetime ms, or {@link Times#UNKNOWN} where the record states none
     */
    boolean learn(long time, long lifetime) {
        if (!Times.known(lifetime)) {
            return unstated(time);
        }
        if (lifetime <= 0) {
            return false;
        }
        boolean news = stated.add(time);
        return learnLongest(time, lifetime) || news;
    }

    /** When the first of the records was. */
    long since() {
        return Times.earlier(stated.first(), unstated);
    }

    /** Whether some records up to {@code time} state one and others none. */
    public boolean areMixed(long time) {
        return IssuerFacts.isBy(unstated, time) && IssuerFacts.isBy(stated.first(), time);
    }

    /**
     * The longest stated up to {@code time}, in ms; {@link Times#UNKNOWN} until {@link IssuerFacts#ENOUGH} records have stated
     * one.
     *
     * @param over ms, that must have passed since the first of them
     */
    public long longest(long time, long over) {
        if (!stated.hasAllBy(time) || stated.first() > time - over) {
            return Times.UNKNOWN;
        }
        Map.Entry<Long, Long> known = longest.floorEntry(time);
        return known == null ? Times.UNKNOWN : known.getValue();
    }

    private boolean learnLongest(long time, long lifetime) {
        Map.Entry<Long, Long> before = longest.floorEntry(time);
        if (before != null && before.getValue() >= lifetime) {
            return false;
        }
        longest.tailMap(time, true).values().removeIf(later -> later <= lifetime);
        longest.put(time, lifetime);
        return true;
    }

    private boolean unstated(long time) {
        boolean news = Times.known(time) && !IssuerFacts.isBy(unstated, time);
        unstated = news ? time : unstated;
        return news;
    }
}

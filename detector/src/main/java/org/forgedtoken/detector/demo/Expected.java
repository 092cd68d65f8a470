package org.forgedtoken.detector.demo;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whom one rule must accuse, and whom it may: where the traffic is near a threshold. It must accuse nobody else. */
public final class Expected {
    private final SortedMap<String, Long> due;
    private final SortedSet<String> uncertain;

    Expected() {
        this.due = new TreeMap<>();
        this.uncertain = new TreeSet<>();
    }

    /** A copy. */
    Expected(Expected other) {
        this.due = new TreeMap<>(other.due);
        this.uncertain = new TreeSet<>(other.uncertain);
    }

    void must(String entity, long time) {
        due.merge(entity, time, Math::max);
    }

    void may(String entity) {
        uncertain.add(entity);
    }

    /** Entity → the time of the last access that it takes, epoch ms. An episode's start is no part of the entity. */
    public SortedMap<String, Long> due() {
        return Collections.unmodifiableSortedMap(due);
    }

    /** Those of whom the truth says neither yes nor no. */
    public SortedSet<String> uncertain() {
        return Collections.unmodifiableSortedSet(uncertain);
    }

    String toJson() {
        return new JsonObject()
                .texts("must", due.keySet())
                .texts("may", uncertain)
                .toString();
    }
}

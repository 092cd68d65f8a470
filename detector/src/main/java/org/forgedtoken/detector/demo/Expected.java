package org.forgedtoken.detector.demo;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whom one rule must accuse, and whom it may: where the traffic is near a threshold. It must accuse nobody else.
 *
 * @param due entity → the time of the last access that it takes, epoch ms. An episode's start is no part of the entity.
 * @param uncertain those of whom the truth says neither yes nor no
 */
public record Expected(SortedMap<String, Long> due, SortedSet<String> uncertain) {
    Expected() {
        this(new TreeMap<>(), new TreeSet<>());
    }

    Expected copy() {
        return new Expected(new TreeMap<>(due), new TreeSet<>(uncertain));
    }

    void must(String entity, long time) {
        due.merge(entity, time, Math::max);
    }

    void may(String entity) {
        uncertain.add(entity);
    }
}

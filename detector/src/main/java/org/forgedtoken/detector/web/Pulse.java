package org.forgedtoken.detector.web;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.ocsf.JsonObject;

/**
 * How one instance does, now.
 *
 * @param time epoch ms
 * @param accesses read a second
 * @param verdicts given a second, by verdict
 * @param pending tokens that wait for the ledger to become complete
 * @param deadLetters since the start
 * @param coverageLag how far the ledger's completeness is behind the wall clock, in seconds
 * @param ready whether it does its work
 * @param unjudged how many accesses were read since the start, while no token of any could be judged; else 0
 * @param instance under which address it is known to the others
 */
public record Pulse(
        long time,
        double accesses,
        Map<String, Double> verdicts,
        long pending,
        long deadLetters,
        double coverageLag,
        boolean ready,
        long unjudged,
        String instance) {

    public Pulse {
        verdicts = Map.copyOf(verdicts);
    }

    /** As the stream has it. */
    byte[] json() {
        SortedMap<String, Double> given = new TreeMap<>();
        verdicts.forEach((verdict, number) -> given.put(verdict, tenths(number)));
        return new JsonObject()
                .put("time", time)
                .put("accesses", tenths(accesses))
                .put("verdicts", given)
                .put("pending", pending)
                .put("dead_letters", deadLetters)
                .put("coverage_lag_s", tenths(coverageLag))
                .put("ready", ready)
                .put("unjudged", unjudged)
                .put("instance", instance)
                .utf8();
    }

    private static double tenths(double number) {
        return Math.round(number * 10) / 10.0;
    }
}

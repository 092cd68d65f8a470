package org.forgedtoken.detector.web;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

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
    byte[] json() throws IOException {
        return JsonText.object(json -> {
            json.writeNumberField("time", time);
            json.writeNumberField("accesses", tenths(accesses));
            json.writeObjectFieldStart("verdicts");
            for (Map.Entry<String, Double> verdict : new TreeMap<>(verdicts).entrySet()) {
                json.writeNumberField(verdict.getKey(), tenths(verdict.getValue()));
            }
            json.writeEndObject();
            json.writeNumberField("pending", pending);
            json.writeNumberField("dead_letters", deadLetters);
            json.writeNumberField("coverage_lag_s", tenths(coverageLag));
            json.writeBooleanField("ready", ready);
            json.writeNumberField("unjudged", unjudged);
            json.writeStringField("instance", instance);
        });
    }

    private static double tenths(double number) {
        return Math.round(number * 10) / 10.0;
    }
}

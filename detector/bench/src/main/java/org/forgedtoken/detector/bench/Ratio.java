package org.forgedtoken.detector.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A ratio of two medians of one bench. */
record Ratio(String of, String to, double value) {

    /** Those of the wanted pairs, such as {@code a/b}, of which both sides were measured. */
    static List<Ratio> of(Map<String, Spread> measured, List<String> wanted) {
        return wanted.stream()
                .map(pair -> pair.split("/"))
                .filter(pair -> measured.containsKey(pair[0]) && measured.containsKey(pair[1]))
                .flatMap(pair -> Stream.of(new Ratio(
                        pair[0],
                        pair[1],
                        measured.get(pair[0]).median() / measured.get(pair[1]).median())))
                .toList();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "ratio %s/%s %.2f", of, to, value);
    }
}

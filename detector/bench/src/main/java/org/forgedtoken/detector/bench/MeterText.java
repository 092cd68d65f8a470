package org.forgedtoken.detector.bench;

/** What a detector's meters say, in Prometheus' text format. */
final class MeterText {
    private MeterText() {}

    /** The sum of all series whose name begins so and that have this label; "" is in all. */
    static long sum(String text, String meter, String label) {
        return text.lines()
                .filter(line -> line.startsWith(meter) && line.contains(label))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}

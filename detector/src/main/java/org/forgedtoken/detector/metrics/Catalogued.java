package org.forgedtoken.detector.metrics;

import java.util.List;

/** A meter of which the catalogue says what it is. */
public interface Catalogued {
    /** What it is, as its docs page lists it. */
    Entry entry();

    /** The name in Prometheus. */
    default String id() {
        return entry().id();
    }

    /** How it counts, whatever the scrape calls it. */
    default Meter.Type type() {
        return entry().type();
    }

    /** What its number counts. */
    default String unit() {
        return entry().unit();
    }

    /** What it says. */
    default String sentence() {
        return entry().sentence();
    }

    /** The names of its labels; Kafka's have {@code kafka_version} as well. */
    default List<String> labels() {
        return entry().labels();
    }

    /** A line of the catalogue. */
    record Entry(String id, Meter.Type type, String unit, String sentence, List<String> labels) {
        public Entry {
            labels = List.copyOf(labels);
        }
    }
}

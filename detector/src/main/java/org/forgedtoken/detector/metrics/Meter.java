package org.forgedtoken.detector.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every meter, once; {@code metrics/meters.txt} says what each is. The names are public: dashboards and alert rules are built on them. */
public enum Meter {
    RECORDS,
    VERDICTS,
    ORDINARY_ACCESSES,
    ORDINARY_DIFFERENCES,
    ALERTS,
    ALERTS_WITHDRAWN,
    INCIDENTS,
    OPEN_INCIDENTS,
    INCIDENT_DEADLINE,
    DEAD_LETTERS,
    PENDING_TOKENS,
    UNDETERMINED_TOKENS,
    BLOCK_ENTRIES,
    ACTIONS,
    NOTIFICATIONS,
    LEDGER_TOKENS,
    COVERAGE_LAG,
    ISSUANCE_DELAY,
    DETECTION_LATENCY,
    DECISION,
    CANARY_LAST_SUCCESS,
    READY,
    STEP_INPUT;

    private static final Pattern LINE =
            Pattern.compile("(?m)^([A-Z_]+) (\\w+)(?:\\{(.+)})? ([A-Z]+)(?:\\[(.+)])? ([^:\n]+): (.+)$");
    private static final List<Entry> ENTRIES = read();

    /** How a meter counts. */
    public enum Type {
        /** Only grows. */
        COUNTER,
        /** A level. */
        GAUGE,
        /** Durations in buckets. */
        HISTOGRAM
    }

    /**
     * A line of the catalogue.
     *
     * @param meter the constant's name, or that it is one of Kafka's
     * @param id the name in Prometheus
     * @param type how it counts, whatever the scrape calls it
     * @param buckets the upper ends of a histogram's buckets, in order; empty for what is none
     * @param unit what its number counts
     */
    public record Entry(
            String meter,
            String id,
            List<String> labels,
            Type type,
            List<Duration> buckets,
            String unit,
            String sentence) {
        static Entry of(MatchResult line) {
            List<Duration> buckets = parts(line.group(5))
                    .map(millis -> Duration.ofNanos(Math.round(Double.parseDouble(millis) * 1e6)))
                    .toList();
            return new Entry(
                    line.group(1),
                    line.group(2),
                    parts(line.group(3)).toList(),
                    Type.valueOf(line.group(4)),
                    buckets,
                    line.group(6),
                    line.group(7));
        }

        private static Stream<String> parts(@Nullable String list) {
            return list == null ? Stream.empty() : Stream.of(list.split(",", -1));
        }
    }

    private static List<Entry> read() {
        try (InputStream file = Objects.requireNonNull(Meter.class.getResourceAsStream("/metrics/meters.txt"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return LINE.matcher(text).results().map(Entry::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it is, as its docs page lists it. */
    public Entry entry() {
        return named(name()).findFirst().orElseThrow();
    }

    /** The name in Prometheus. */
    public String id() {
        return entry().id();
    }

    public List<String> labels() {
        return entry().labels();
    }

    /** The meters of Kafka that are built on. */
    public static List<Entry> ofKafka() {
        return named("KAFKA").toList();
    }

    private static Stream<Entry> named(String meter) {
        return ENTRIES.stream().filter(entry -> entry.meter().equals(meter));
    }
}

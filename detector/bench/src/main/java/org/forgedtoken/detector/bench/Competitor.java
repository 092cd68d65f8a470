package org.forgedtoken.detector.bench;

import java.util.Arrays;
import java.util.Locale;

/** Who reads the same records in {@code bench throughput} and {@code bench growth}. */
enum Competitor {
    RAW_CONSUMER(DataSet.KEYED, "a plain consumer a thread, bytes only"),
    STREAMS_NOOP(DataSet.KEYED, "Kafka Streams reads both topics and counts"),
    STREAMS_COPY(DataSet.KEYED, "Kafka Streams writes each record of both topics to another topic"),
    NAIVE_JOIN(DataSet.PART, "Jackson and the DSL's leftJoin, on a tenth of the records"),
    DETECTOR_KEYED(DataSet.KEYED, "keyed topics, all of JUDGE, without WATCH"),
    DETECTOR_WATCH(DataSet.KEYED, "keyed topics, everything on"),
    DETECTOR_UNKEYED(DataSet.PLAIN, "topics without keys, everything on"),
    DETECTOR_JWT(DataSet.JWT, "as detector-keyed, with whole tokens in the access log"),
    DETECTOR_ALO(DataSet.KEYED, "as detector-keyed, at least once");

    private final DataSet data;
    private final String sentence;

    Competitor(DataSet data, String sentence) {
        this.data = data;
        this.sentence = sentence;
    }

    static Competitor named(String label) {
        return Arrays.stream(values())
                .filter(one -> one.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such competitor: " + label));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    DataSet data() {
        return data;
    }

    String sentence() {
        return sentence;
    }

    boolean isDetector() {
        return name().startsWith("DETECTOR");
    }

    /** Whether its topics are said to be keyed. */
    boolean isKeyed() {
        return data != DataSet.PLAIN;
    }

    /** Whether WATCH is on, too. */
    boolean isWatching() {
        return this == DETECTOR_WATCH || this == DETECTOR_UNKEYED;
    }
}

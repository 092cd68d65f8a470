package org.forgedtoken.detector.bench;

import java.util.List;

/**
 * What the Numenta Anomaly Benchmark pays for each outcome (Lavin and Ahmad, "Evaluating Real-time Anomaly Detection
 * Algorithms", 2015): its weights of true positives, false negatives and false positives.
 */
record NabProfile(String name, double truePositive, double falseNegative, double falsePositive) {
    static final NabProfile STANDARD = new NabProfile("standard", 1, 1, 0.11);

    /** The published three, for a folder that brings none. */
    static final List<NabProfile> PUBLISHED = List.of(
            STANDARD,
            new NabProfile("reward_low_FP_rate", 1, 1, 0.22),
            new NabProfile("reward_low_FN_rate", 1, 2, 0.11));
}

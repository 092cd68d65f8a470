package org.forgedtoken.detector.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One finding.
 *
 * @param says a sentence
 * @param change the setting to change, or what else to do
 */
record Advice(Weight weight, String says, String change) {
    /** How much it matters. */
    enum Weight {
        /** Because of it nothing can be judged. */
        STOPS,
        /** Some verdicts are missing, late or wrong. */
        HARMS,
        /** More could be told. */
        HELPS
    }

    /** Takes findings. Not thread-safe. */
    static final class Book {
        private final List<Advice> advices = new ArrayList<>();

        void add(Weight weight, String says, String change) {
            advices.add(new Advice(weight, says, change));
        }

        void stops(String says, String change) {
            add(Weight.STOPS, says, change);
        }

        void harms(String says, String change) {
            add(Weight.HARMS, says, change);
        }

        void helps(String says, String change) {
            add(Weight.HELPS, says, change);
        }

        /** The worst first. */
        List<Advice> sorted() {
            return advices.stream().sorted(Comparator.comparing(Advice::weight)).toList();
        }
    }
}

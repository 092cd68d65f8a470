package org.forgedtoken.detector.step;

/**
 * What a stage remembers under one name: a key-value store that outlives a restart. The host of the stage gives it, see
 * {@link Stores}.
 *
 * @param name the same in the topology, its changelog topic and the docs
 * @param stage whose it is
 * @param type of its values; keys are text
 */
public record Memory<V>(String name, String stage, Place place, Class<V> type) {

    /** Where the service keeps it. */
    public enum Place {
        /** Read back from its changelog after a restart. */
        IN_MEMORY("in memory"),
        ON_DISK("on disk"),
        AS_SET("by `ledger.store`"),
        /** Nowhere: it is filled in a replay alone, in which there may be any number of alerts. */
        OF_A_REPLAY("in a replay");

        private final String label;

        Place(String label) {
            this.label = label;
        }

        /** In words. */
        public String label() {
            return label;
        }
    }
}

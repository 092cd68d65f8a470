package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.alert.Incident;

/** What WRITE takes in. */
public sealed interface ForWrite {
    /** The key of its record. */
    String key();

    /** An alert. */
    record Alerted(Alert alert) implements ForWrite {
        @Override
        public String key() {
            return alert.key().uid();
        }
    }

    /** An incident, as it stands now. */
    record IncidentTold(Incident incident) implements ForWrite {
        @Override
        public String key() {
            return incident.key().uid();
        }
    }

    /** A block entry, placed or renewed. */
    record Blocked(BlockEntry entry) implements ForWrite {
        @Override
        public String key() {
            return entry.key();
        }
    }

    /** The end of a block entry. */
    record Unblocked(String key) implements ForWrite {}
}

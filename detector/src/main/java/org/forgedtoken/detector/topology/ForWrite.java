package org.forgedtoken.detector.topology;

import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.alert.Incident;

/** What GROUP tells WRITE. */
sealed interface ForWrite {
    /**
     * An alert.
     *
     * @param foundAt the wall clock when what it tells was found, epoch ms; {@link #NOT_NEW} where it tells nothing new
     */
    record Alerted(Alert alert, long foundAt) implements ForWrite {}

    /** An incident, as it stands now. */
    record IncidentTold(Incident incident) implements ForWrite {}

    /** A block entry, placed or renewed. */
    record Blocked(BlockEntry entry) implements ForWrite {}

    /** The end of a block entry. */
    record Unblocked(String key) implements ForWrite {}

    /** The alert was set right as time went on, not because of a finding. */
    long NOT_NEW = -1;
}

package org.forgedtoken.detector.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Incident;

/** The incidents of one kind, as they stand at the end. */
record IncidentCounts(long created, long open, long verified) {
    private static final IncidentCounts NONE = new IncidentCounts(0, 0, 0);

    /** Remembers the last record of each incident, and counts them. */
    static final class Last {
        private final Map<String, Incident> last = new HashMap<>();

        void add(Incident incident) {
            last.put(incident.key().uid(), incident);
        }

        /** Of every kind that there are any of, by its name. */
        SortedMap<String, IncidentCounts> byKind() {
            SortedMap<String, IncidentCounts> counts = new TreeMap<>();
            last.values()
                    .forEach(incident -> counts.compute(
                            incident.key().kind().label(), (kind, n) -> (n == null ? NONE : n).plus(incident)));
            return counts;
        }

        long open() {
            return last.values().stream()
                    .filter(incident -> incident.closed() == null)
                    .count();
        }
    }

    private IncidentCounts plus(Incident incident) {
        boolean stands = incident.closed() == null;
        return new IncidentCounts(
                created + 1, open + (stands ? 1 : 0), verified + (stands && incident.verified() ? 1 : 0));
    }
}

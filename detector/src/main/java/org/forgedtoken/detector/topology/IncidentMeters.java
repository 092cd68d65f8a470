package org.forgedtoken.detector.topology;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.IncidentKind;
import org.forgedtoken.detector.group.GroupIncidents.Levels;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;

/** What meters say of the incidents that stand open, in the process that has them. */
final class IncidentMeters {
    private static final Levels NONE = new Levels(Map.of(), new TreeMap<>());

    private final Meters meters;
    private final Iterable<String> regimes;
    private final Map<String, Long> shown = new HashMap<>();

    IncidentMeters(Meters meters, Iterable<String> regimes) {
        this.meters = meters;
        this.regimes = regimes;
    }

    void levels(Levels now) {
        for (IncidentKind kind : IncidentKind.values()) {
            long open = now.open().getOrDefault(kind, 0L);
            meters.level(Meter.OPEN_INCIDENTS, kind.label()).add(open - show(kind.label(), open));
        }
        for (String regime : regimes) {
            long due = now.deadlines().getOrDefault(regime, 0L) / 1_000;
            meters.level(Meter.INCIDENT_DEADLINE, regime).add(due - show('=' + regime, due));
        }
    }

    /** The incidents are elsewhere now. */
    void none() {
        levels(NONE);
    }

    private long show(String name, long value) {
        Long before = shown.put(name, value);
        return before == null ? 0 : before;
    }
}

package org.forgedtoken.detector.group;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.Incident.Deadline;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.IncidentKind;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.group.GroupIncidents.Levels;
import org.forgedtoken.detector.group.IncidentState.IncidentMemory.Clocks;
import org.forgedtoken.detector.group.IncidentState.IncidentMemory.Told;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.step.IncidentEvent.LiveTokens;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Tenfold;
import org.jspecify.annotations.Nullable;

/**
 * When an incident is written, and what: once it opens, is verified, is closed or has grown tenfold at once; else not more
 * often than every ten seconds of the wall clock.
 */
record IncidentWriting(GroupPolicy.IncidentPolicy policy, LiveTokenCounts live, Consumer<Incident> out) {
    private static final long EVERY = 10_000;
    private static final Triage ALL_EXPECTED =
            new Triage(FindingStatus.SUPPRESSED, "All of its alerts are suppressed.", null, Times.UNKNOWN, true);

    /** Writes the incident, if it is time. */
    void perhaps(IncidentFile file, long now) {
        IncidentKey key = file.key();
        if (key == null || !file.isChanged()) {
            return;
        }
        clocks(file, now);
        Told told = file.memory().told();
        if (told != null && !isOver(file) && goesOn(file, told)) {
            file.memory(file.memory().decided(null));
            write(file, key, Activity.UPDATE, now);
        } else if (told == null) {
            if (file.isOpen() && !isOver(file)) {
                write(file, key, Activity.CREATE, now);
            }
        } else if (isOver(file)) {
            if (!told.closed()) {
                write(file, key, Activity.CLOSE, now);
            }
        } else if (told.closed()
                || (file.isVerified() && !told.verified())
                || (file.isBreached() && !told.breached())
                || (file.isExpected() != told.expected())
                || hasGrown(told.counts(), file.counts())
                || (policy.isPrompt() && now - told.at() >= EVERY)) {
            write(file, key, Activity.UPDATE, now);
        }
    }

    /** They run from the first use that proves it and was accepted, until nothing is left of it. */
    private void clocks(IncidentFile file, long now) {
        IncidentState.IncidentMemory memory = file.memory();
        boolean runs = memory.clocks().isRunning();
        if (file.isBreached() && !runs) {
            boolean given = Times.known(policy.awareAt());
            long at = given ? policy.awareAt() : policy.isPrompt() ? now : Times.UNKNOWN;
            // what was reported before it had opened is decided already
            SortedMap<String, Long> reported = Times.known(memory.clocks().withdrawnAt())
                    ? new TreeMap<>()
                    : memory.clocks().reported();
            file.memory(memory.clocks(new Clocks(at, Times.UNKNOWN, reported)));
        } else if (runs && !file.isBreached()) {
            file.memory(memory.clocks(memory.clocks().withdrawn(now)));
        }
    }

    /** A replay says at its end that a campaign was merged: until then its alerts are told one by one. */
    private boolean isOver(IncidentFile file) {
        return !file.stands() || (policy.isPrompt() && file.memory().mergedInto() != null);
    }

    /** Writes what an analyst decided. */
    void decided(IncidentFile file, long now) {
        IncidentKey key = file.key();
        if (key != null && file.memory().told() != null) {
            write(file, key, Activity.UPDATE, now);
        }
    }

    /** Writes the incident as it is at the end. */
    void last(IncidentFile file) {
        IncidentKey key = file.key();
        if (key == null) {
            return;
        }
        boolean over = !file.stands() || file.memory().mergedInto() != null;
        if (file.memory().told() == null) {
            if (!file.hasAlerts()) {
                return; // all are expected
            }
            write(file, key, Activity.CREATE, 0);
        }
        write(file, key, over ? Activity.CLOSE : Activity.UPDATE, 0);
    }

    Levels levels(Collection<IncidentFile> files) {
        Map<IncidentKind, Long> open = new EnumMap<>(IncidentKind.class);
        SortedMap<String, Long> deadlines = new TreeMap<>();
        for (IncidentFile file : files) {
            IncidentKey key = file.key();
            if (key == null || !file.isOpen() || isOver(file) || isResolved(file)) {
                continue;
            }
            open.merge(key.kind(), 1L, Long::sum);
            for (Deadline deadline : reporting(file.memory().clocks())) {
                if (!Times.known(deadline.reported()) && !Times.known(deadline.withdrawnAt())) {
                    deadlines.merge(deadline.regime(), deadline.due(), Math::min);
                }
            }
        }
        return new Levels(open, deadlines);
    }

    private void write(IncidentFile file, IncidentKey key, Activity activity, long now) {
        IncidentState.IncidentMemory memory = file.memory();
        Told before = memory.told();
        // a decision on what is over leaves it closed
        boolean closed = activity == Activity.CLOSE || (before != null && before.closed() && isOver(file));
        out.accept(new Incident(
                activity,
                key,
                file.severity(),
                file.isVerified(),
                file.isBreached(),
                file.scope(),
                file.newest(),
                live.of(key),
                memory.clocks().awareAt(),
                reporting(memory.clocks()),
                closed ? why(memory) : null,
                closed ? memory.mergedInto() : null,
                memory.triage() == null && file.isExpected() ? ALL_EXPECTED : memory.triage()));
        file.memory(memory.about(key)
                .told(new Told(file.counts(), file.isVerified(), file.isBreached(), file.isExpected(), closed, now)));
        file.isWritten();
    }

    private static StatusDetail why(IncidentState.IncidentMemory memory) {
        if (memory.mergedInto() != null) {
            return StatusDetail.MERGED;
        }
        return memory.fallen() == null ? StatusDetail.LATE_RECORD : memory.fallen();
    }

    private List<Deadline> reporting(Clocks clocks) {
        List<Deadline> reporting = new ArrayList<>();
        if (Times.known(clocks.awareAt())) {
            policy.settings()
                    .get(Catalogue.INCIDENT_REPORTING)
                    .forEach((regime, within) -> reporting.add(new Deadline(
                            regime,
                            clocks.awareAt() + within.toMillis(),
                            clocks.reported().getOrDefault(regime, Times.UNKNOWN),
                            clocks.withdrawnAt())));
        }
        return reporting;
    }

    private static boolean isResolved(IncidentFile file) {
        Triage triage = file.memory().triage();
        return triage != null && triage.status() == FindingStatus.RESOLVED;
    }

    /**
     * Whether what was decided holds no longer: it was for a time that new accesses are past, or it was resolved and there
     * are new accesses; of what was nothing, new alerts.
     */
    private static boolean goesOn(IncidentFile file, Told told) {
        Triage triage = file.memory().triage();
        if (triage == null || !isMore("accesses", file, told)) {
            return false;
        }
        return !triage.holdsAt(file.scope().last())
                || (isResolved(file) && (!triage.isFalsePositive() || isMore(MemberKind.ALERTS.label(), file, told)));
    }

    private static boolean isMore(String count, IncidentFile file, Told told) {
        return file.counts().getOrDefault(count, 0L) > told.counts().getOrDefault(count, 0L);
    }

    private static boolean hasGrown(SortedMap<String, Long> told, SortedMap<String, Long> now) {
        return now.entrySet().stream().anyMatch(one -> {
            long before = told.getOrDefault(one.getKey(), 0L);
            return before == 0 ? one.getValue() > 0 : Tenfold.isReached(before, one.getValue());
        });
    }

    /** How many legitimate tokens live, by key: the sum over the tasks that judge. Not thread-safe. */
    static final class LiveTokenCounts {
        private final Store<LiveTokens> store;
        private final Map<IncidentKey, Map<Integer, LiveTokens>> byKey = new HashMap<>();

        LiveTokenCounts(Store<LiveTokens> store) {
            this.store = store;
            store.forEach((name, tokens) -> hold(tokens));
        }

        void take(LiveTokens tokens) {
            IncidentKey key = hold(tokens);
            store.put(key.entity() + '|' + tokens.task(), tokens);
        }

        /** Whether an incident is about a key of which something is known. */
        boolean concerns(IncidentFile file) {
            IncidentKey key = file.key();
            return key != null && byKey.containsKey(key);
        }

        /** Those of the key; negative where it is no key that one could retire. */
        long of(@Nullable IncidentKey key) {
            if (!(key instanceof IncidentKey.OfKey)) {
                return -1;
            }
            return byKey.getOrDefault(key, Map.of()).values().stream()
                    .mapToLong(LiveTokens::count)
                    .sum();
        }

        private IncidentKey hold(LiveTokens tokens) {
            IncidentKey key = new IncidentKey.OfKey(tokens.issuer(), tokens.keyId());
            byKey.computeIfAbsent(key, k -> new HashMap<>()).put(tokens.task(), tokens);
            return key;
        }
    }
}

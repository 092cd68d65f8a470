package org.forgedtoken.detector.step;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
import org.forgedtoken.detector.step.IncidentMemory.Told;
import org.jspecify.annotations.Nullable;

/**
 * When an incident is written, and what: once it opens, is verified, is closed or has grown tenfold at once; else not more
 * often than every ten seconds of the wall clock.
 */
final class IncidentWriting {
    private static final long EVERY = 10_000;
    private static final int TENFOLD = 10;

    private final IncidentPolicy policy;
    private final LiveTokenCounts live;
    private final ToIncidentWrite out;

    IncidentWriting(IncidentPolicy policy, LiveTokenCounts live, ToIncidentWrite out) {
        this.policy = policy;
        this.live = live;
        this.out = out;
    }

    /** Writes the incident, if it is time. */
    void perhaps(IncidentFile file, long now) {
        IncidentKey key = file.key();
        if (key == null || !file.isChanged()) {
            return;
        }
        if (file.isVerified() && !Times.known(file.memory().awareAt())) {
            boolean given = Times.known(policy.awareAt());
            long at = given ? policy.awareAt() : policy.isPrompt() ? now : Times.UNKNOWN;
            file.memory(file.memory().awareAt(at));
        }
        Told told = file.memory().told();
        if (told != null && goesOn(file, told)) {
            file.memory(file.memory().decided(null));
            write(file, key, Activity.UPDATE, now);
        } else if (told == null) {
            if (file.stands()) {
                write(file, key, Activity.CREATE, now);
            }
        } else if (!file.stands()) {
            if (!told.closed()) {
                write(file, key, Activity.CLOSE, now);
            }
        } else if (told.closed()
                || (file.isVerified() && !told.verified())
                || hasGrown(told.counts(), file.counts())
                || (policy.isPrompt() && now - told.at() >= EVERY)) {
            write(file, key, Activity.UPDATE, now);
        }
    }

    /** An alert of it has changed; live that waits for the next time to look. */
    void stands(IncidentFile file, long now) {
        if (!policy.isPrompt()) {
            perhaps(file, now);
        }
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
        if (file.memory().told() == null) {
            write(file, key, Activity.CREATE, 0);
        }
        write(file, key, file.stands() ? Activity.UPDATE : Activity.CLOSE, 0);
    }

    IncidentLevels levels(Collection<IncidentFile> files) {
        Map<IncidentKind, Long> open = new EnumMap<>(IncidentKind.class);
        SortedMap<String, Long> deadlines = new TreeMap<>();
        for (IncidentFile file : files) {
            IncidentKey key = file.key();
            if (key == null || !file.stands() || isResolved(file)) {
                continue;
            }
            open.merge(key.kind(), 1L, Long::sum);
            for (Deadline deadline : reporting(file)) {
                if (!Times.known(deadline.reported())) {
                    deadlines.merge(deadline.regime(), deadline.due(), Math::min);
                }
            }
        }
        return new IncidentLevels(open, deadlines);
    }

    private void write(IncidentFile file, IncidentKey key, Activity activity, long now) {
        boolean closed = activity == Activity.CLOSE;
        IncidentMemory memory = file.memory();
        StatusDetail fallen = memory.fallen();
        out.incident(new Incident(
                activity,
                key,
                file.severity(),
                file.isVerified(),
                file.scope(),
                file.newest(),
                live.of(key),
                file.isVerified() ? memory.awareAt() : Times.UNKNOWN,
                reporting(file),
                closed ? (fallen == null ? StatusDetail.LATE_RECORD : fallen) : null,
                memory.triage()));
        file.memory(memory.about(key).told(new Told(file.counts(), file.isVerified(), closed, now)));
        file.isWritten();
    }

    private List<Deadline> reporting(IncidentFile file) {
        IncidentMemory memory = file.memory();
        List<Deadline> reporting = new ArrayList<>();
        if (file.isVerified() && Times.known(memory.awareAt())) {
            policy.reporting()
                    .forEach((regime, within) -> reporting.add(new Deadline(
                            regime, memory.awareAt() + within, memory.reported().getOrDefault(regime, Times.UNKNOWN))));
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
        return now.entrySet().stream().anyMatch(one -> power(one.getValue()) > power(told.get(one.getKey())));
    }

    private static long power(@Nullable Long number) {
        long n = number == null ? 0 : number;
        long power = 1;
        while (power <= n / TENFOLD) {
            power *= TENFOLD;
        }
        return n == 0 ? 0 : power;
    }
}

package org.forgedtoken.detector.group;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.Incident.Listed;
import org.forgedtoken.detector.rule.Severity;

/** Of some alerts of an incident: the worst, and the newest of them. Mutable. */
final class ListedAlerts {
    private static final Comparator<Listed> NEWEST_FIRST =
            Comparator.comparingLong(Listed::first).reversed().thenComparing(Listed::uid);

    private final TreeSet<Listed> newest = new TreeSet<>(NEWEST_FIRST);
    private Severity worst = Severity.LOW;

    /** @param again whether it may be among them already */
    void add(String uid, Shares.ShareMemory head, boolean again) {
        worst = head.severity().compareTo(worst) > 0 ? head.severity() : worst;
        if (again) {
            newest.removeIf(one -> one.uid().equals(uid));
        }
        newest.add(new Listed(uid, head.rule(), head.first(), head.last()));
        if (newest.size() > Incident.MOST_LISTED) {
            newest.pollLast();
        }
    }

    boolean isEmpty() {
        return newest.isEmpty();
    }

    List<Listed> newest() {
        return List.copyOf(newest);
    }

    Severity worst() {
        return worst;
    }
}

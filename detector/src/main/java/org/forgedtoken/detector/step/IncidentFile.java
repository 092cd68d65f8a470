package org.forgedtoken.detector.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.Incident.Listed;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Scope;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Severity;
import org.jspecify.annotations.Nullable;

/** One incident: the shares of its alerts, and what they add up to. Not thread-safe. */
final class IncidentFile {
    private final String uid;
    private final IncidentPolicy policy;
    private final Map<String, AlertShare> shares = new LinkedHashMap<>();
    private final Members members;
    private final Endpoints endpoints;
    private final SortedMap<String, Boolean> accounts = new TreeMap<>();
    private long accesses;
    private int rows;
    private int standing;
    private int verified;
    private final RestSum rest;
    private final Folded folded = new Folded();
    private IncidentMemory memory = IncidentMemory.NEW;
    private boolean changed;
    private boolean saved;

    /** @param names of members and endpoints, as {@link IncidentState} has them */
    IncidentFile(String uid, IncidentPolicy policy, Store<Long> names) {
        this.uid = uid;
        this.policy = policy;
        this.endpoints = policy.isPrompt()
                ? Endpoints.bounded(policy.mostEndpoints())
                : Endpoints.exact(policy.mostEndpoints(), names, uid + "|ENDPOINTS|");
        this.rest = new RestSum(policy.mostEndpoints());
        this.members = new Members(policy, uid, names);
    }

    void restore(IncidentMemory from) {
        memory = from;
        rest.restore(from.rest());
        saved = true;
        accesses = rest.accesses();
        from.rest().endpoints().forEach(endpoints::add);
        members.restore(from.sketches());
    }

    String uid() {
        return uid;
    }

    @Nullable
    IncidentKey key() {
        return memory.key();
    }

    IncidentMemory memory() {
        return memory;
    }

    void memory(IncidentMemory now) {
        saved &= now.equals(memory);
        memory = now;
    }

    /** An alert of it stands no more. */
    void fell(StatusDetail reason) {
        memory(memory.fallen(reason));
    }

    Iterable<AlertShare> shares() {
        return shares.values();
    }

    /** The newest of its alerts: of those that stand, or where none does, of those that did. */
    List<Listed> newest() {
        boolean none = !stands();
        List<Listed> all = folded.newest(none);
        for (AlertShare share : shares.values()) {
            ShareMemory head = share.head();
            if (head.severity() != null && (none || share.counts())) {
                all.add(new Listed(share.uid(), head.rule(), head.first(), head.last()));
            }
        }
        all.sort(Folded.NEWEST_FIRST);
        return List.copyOf(all.subList(0, Math.min(all.size(), Incident.MOST_LISTED)));
    }

    /** Whether nothing is known of it but accounts. */
    boolean isUnopened() {
        return memory.key() == null && shares.isEmpty();
    }

    /** Whether something has happened since it was last written. */
    boolean isChanged() {
        return changed;
    }

    void touch() {
        changed = true;
    }

    boolean stands() {
        return standing > 0 || rest.accesses() > 0;
    }

    /** Whether one more alert, or row of one, can be remembered. */
    boolean hasRoom() {
        return rows + shares.size() < policy.mostRows();
    }

    void attach(AlertShare share) {
        shares.put(share.uid(), share);
        rows += share.size();
        if (share.counts()) {
            counts(share, 1);
        }
        changed = true;
    }

    void detach(AlertShare share) {
        if (shares.remove(share.uid()) != null) {
            rows -= share.size();
            if (share.counts()) {
                counts(share, -1);
            }
            changed = true;
        }
    }

    /** Adds what an alert counts for that will not change any more: nothing is kept of it but what it adds. */
    void fold(AlertShare share) {
        folded.add(share);
        if (share.counts()) {
            counts(share, 1);
        }
        changed = true;
    }

    /** Adds uses to a share of this incident. */
    void add(AlertShare share, Involved more) {
        if (share.add(more)) {
            rows++;
            if (share.counts()) {
                members.add(more, 1);
            }
        }
        if (share.counts()) {
            accesses(more, more.accesses());
        }
        changed = true;
    }

    /** Counts uses for which there is no room: from here on in sum alone, and for good. */
    void add(String alert, Involved more) {
        members.toSketches();
        members.add(MemberKind.ALERTS, alert, 1);
        members.add(more, 1);
        accesses(more, more.accesses());
        rest.add(more, more.who().verified() && !isOfSource());
        changed = true;
        saved = false;
    }

    void account(String account, boolean known) {
        Boolean before = accounts.put(account, known);
        if (before == null ? !known : before != known) {
            members.add(MemberKind.ACCOUNTS_UNKNOWN, account, known ? -1 : 1);
            changed = true;
        }
    }

    /** The accounts of which somebody has said whether they exist. */
    Set<String> accounts() {
        return accounts.keySet();
    }

    boolean hasRoomForAccount() {
        return accounts.size() < policy.mostExact();
    }

    /** Whether the account exists; null where nobody has said. */
    @Nullable
    Boolean isKnown(String account) {
        return accounts.get(account);
    }

    private void counts(AlertShare share, int sign) {
        standing += sign;
        verified += share.head().verified() ? sign : 0;
        members.add(MemberKind.ALERTS, share.uid(), sign);
        for (AlertShare.Row row : share.rows()) {
            members.add(row.sum(), sign);
            accesses(row.sum(), sign * row.sum().accesses());
        }
    }

    /** Then its alerts tell of accesses in sum as well. */
    private boolean isOfSource() {
        return memory.key() instanceof IncidentKey.OfSource;
    }

    private void accesses(Involved involved, long number) {
        accesses += number;
        endpoints.add(involved.who().endpoint(), number);
    }

    /** What all that stands adds up to. */
    Scope scope() {
        long first = Folded.earlier(rest.first(), folded.first(isOfSource()));
        long last = Math.max(rest.last(), folded.last(isOfSource()));
        for (AlertShare share : shares.values()) {
            if (share.counts()) {
                ShareMemory head = share.head();
                for (AlertShare.Row row : share.rows()) {
                    first = Folded.earlier(first, row.sum().first());
                    last = Math.max(last, row.sum().last());
                }
                if (isOfSource() && head.severity() != null) {
                    first = Folded.earlier(first, head.first());
                    last = Math.max(last, head.last());
                }
            }
        }
        Map<MemberKind, Count> counts = members.counts();
        if (isOfSource()) {
            counts.put(MemberKind.SOURCES, new Count(1, 0));
        }
        return new Scope(first, last, accessesNow(), counts, endpoints.largest());
    }

    /** Of what a source did before it was told of, something may be known in sum alone. */
    private long accessesNow() {
        long most = accesses;
        if (isOfSource()) {
            most = Math.max(most, folded.mostCount());
            for (AlertShare share : shares.values()) {
                most = share.counts() ? Math.max(most, share.head().count()) : most;
            }
        }
        return most;
    }

    /** The worst of what stands, or where nothing does, of what did. */
    Severity severity() {
        boolean none = !stands();
        Severity worst =
                rest.accesses() == 0 ? folded.worst(none) : rest.isVerified() ? Severity.CRITICAL : Severity.HIGH;
        for (AlertShare share : shares.values()) {
            Severity severity = share.head().severity();
            if ((none || share.counts()) && severity != null && severity.compareTo(worst) > 0) {
                worst = severity;
            }
        }
        return worst;
    }

    boolean isVerified() {
        return rest.isVerified() || verified > 0;
    }

    /** What is counted now, by name: to tell whether it has grown much. */
    SortedMap<String, Long> counts() {
        SortedMap<String, Long> counts = new TreeMap<>();
        members.counts().forEach((kind, count) -> counts.put(kind.label(), count.number()));
        counts.put("accesses", accessesNow());
        return counts;
    }

    void isWritten() {
        changed = false;
    }

    /** Puts aside what has changed of the incident itself. */
    void save(IncidentState state) {
        if (saved) {
            return;
        }
        saved = true;
        memory = memory.counting(members.sketches(), rest.memory());
        state.incidents().put(uid, memory);
    }
}

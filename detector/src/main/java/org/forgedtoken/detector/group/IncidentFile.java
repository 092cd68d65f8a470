package org.forgedtoken.detector.group;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Incident.Listed;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Scope;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.group.IncidentState.IncidentMemory;
import org.forgedtoken.detector.group.Shares.AccusedTokens;
import org.forgedtoken.detector.group.Shares.ListedAlerts;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.step.MapStore;
import org.forgedtoken.detector.step.Store;
import org.jspecify.annotations.Nullable;

/**
 * One incident: what its alerts and their uses add up to. What is counted stays counted; how many of its tokens are accused,
 * and its alerts open, follows what is taken back. Not thread-safe.
 */
final class IncidentFile {
    /** So many path templates are told apart in memory: 200 bytes each. */
    private static final int MOST_ENDPOINTS = 1_000;

    private final String uid;
    private final GroupPolicy.IncidentPolicy policy;
    private final Members members;
    final Members.NamedKeys keys;
    private final Endpoints endpoints;
    private final SortedMap<String, Boolean> accounts = new TreeMap<>();
    private final ListedAlerts alerts = new ListedAlerts();
    private final ListedAlerts fallen = new ListedAlerts();
    private long accesses;
    private long mostOfOneAlert;
    private long first = Times.UNKNOWN;
    private long last = Times.UNKNOWN;
    private boolean lost;
    private int unknown;
    private int open;
    private int expected;
    private AccusedTokens tokens = AccusedTokens.NONE;
    private IncidentMemory memory = IncidentMemory.NEW;
    private boolean changed;
    private boolean saved = true;
    private boolean marked;

    /** @param names of members and endpoints, as {@link IncidentState} has them */
    IncidentFile(String uid, GroupPolicy.IncidentPolicy policy, Store<Long> names) {
        this.uid = uid;
        this.policy = policy;
        this.endpoints = policy.isPrompt()
                ? new Endpoints(MOST_ENDPOINTS, new MapStore<>(), "")
                : new Endpoints(Integer.MAX_VALUE, names, uid + "|ENDPOINTS|");
        this.keys = new Members.NamedKeys(uid, names);
        this.members = new Members(policy, uid, names);
    }

    void restore(IncidentMemory from) {
        memory = from;
        IncidentMemory.Sum sum = from.sum();
        accesses = sum.accesses();
        first = sum.first();
        last = sum.last();
        lost = sum.atLeast();
        sum.endpoints().forEach(endpoints::add);
        members.restore(from.sketches());
        keys.restore();
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

    /** Something of it was taken back. */
    void fell(StatusDetail reason) {
        memory(memory.fallen(reason));
        changed = true;
    }

    /** Whether nothing is known of it but accounts. */
    boolean isUnopened() {
        return memory.key() == null;
    }

    /** Whether something has happened since it was last written. */
    boolean isChanged() {
        return changed;
    }

    void touch() {
        changed = true;
    }

    void isWritten() {
        changed = false;
    }

    /** Whether anything of what it is about remains. */
    boolean stands() {
        return isOfSource() ? open + expected > 0 : tokens.standing() > 0;
    }

    /** Whether there is an alert that nobody expects. */
    boolean isOpen() {
        return stands() && open > 0;
    }

    /** Whether any alert of it was ever written that nobody expects, be it taken back or not. */
    boolean hasAlerts() {
        return open > 0 || !fallen.isEmpty();
    }

    boolean isExpected() {
        return stands() && open == 0 && expected > 0;
    }

    boolean isVerified() {
        return tokens.verified() > 0;
    }

    /** Whether a use that proves it was accepted. */
    boolean isBreached() {
        return tokens.accepted() > 0;
    }

    /** Counts uses. */
    void add(Involved more) {
        members.add(more);
        accesses += more.accesses();
        endpoints.add(more.who().endpoint(), more.accesses());
        used(more.first(), more.last());
        if (isOfSource()) {
            keys.add(more.who());
        }
        unsaved();
    }

    private void used(long from, long to) {
        first = Times.earlier(first, from);
        last = Math.max(last, to);
    }

    /** How many of its tokens are accused now. */
    void accused(AccusedTokens now) {
        changed |= !now.equals(tokens);
        tokens = now;
    }

    AccusedTokens accused() {
        return tokens;
    }

    /** An alert of it is now so. */
    void alert(String alert, Shares.@Nullable ShareMemory before, Shares.ShareMemory now) {
        if (before != null) {
            count(before, -1);
        }
        count(now, 1);
        if (policy.isPrompt() || now.fallen() == null) {
            members.add(Scope.MemberKind.ALERTS, alert);
        }
        (now.fallen() == null || now.isExpected() ? alerts : fallen).add(alert, now, before != null);
        if (now.fallen() == null && isOfSource()) {
            used(now.first(), now.last());
            mostOfOneAlert = Math.max(mostOfOneAlert, now.count());
        }
        changed = true;
    }

    private void count(Shares.ShareMemory alert, int sign) {
        open += alert.fallen() == null ? sign : 0;
        expected += alert.isExpected() ? sign : 0;
    }

    /** Says whether an account exists; live, one that did not stays counted. */
    void account(String account, boolean known) {
        Boolean before = accounts.get(account);
        if (before == null || (before != known && !(policy.isPrompt() && known))) {
            accounts.put(account, known);
            unknown += known ? (before == null ? 0 : -1) : 1;
            changed = true;
        }
    }

    /** The accounts of which somebody has said whether they exist. */
    Set<String> accounts() {
        return accounts.keySet();
    }

    boolean hasRoomForAccount() {
        boolean room = accounts.size() < policy.mostExact();
        lost |= !room;
        return room;
    }

    /** Whether the account exists; null where nobody has said. */
    @Nullable
    Boolean isKnown(String account) {
        return accounts.get(account);
    }

    /** In the incident of a source its alerts tell of accesses in sum as well. */
    private boolean isOfSource() {
        return memory.key() instanceof IncidentKey.OfSource;
    }

    /** What all adds up to. */
    Scope scope() {
        Map<Scope.MemberKind, Count> counts = counted();
        return new Scope(first, last, accessesNow(), counts, endpoints.largest(), tokens.standing(), lost);
    }

    private Map<Scope.MemberKind, Count> counted() {
        Map<Scope.MemberKind, Count> counts = members.counts();
        counts.put(Scope.MemberKind.ACCOUNTS_UNKNOWN, new Count(unknown, 0));
        if (isOfSource()) {
            counts.put(Scope.MemberKind.SOURCES, new Count(1, 0));
        }
        return counts;
    }

    /** Of what a source did before it was told of, something may be known in sum alone. */
    private long accessesNow() {
        return Math.max(accesses, mostOfOneAlert);
    }

    /** The worst of its alerts; of those that were taken back where there is no other one. */
    Severity severity() {
        return listed().worst();
    }

    List<Listed> newest() {
        return listed().newest();
    }

    private ListedAlerts listed() {
        return alerts.isEmpty() ? fallen : alerts;
    }

    /** What is counted now, by name: to tell whether it has grown much. */
    SortedMap<String, Long> counts() {
        SortedMap<String, Long> counts = new TreeMap<>();
        counted().forEach((kind, count) -> counts.put(kind.label(), count.number()));
        counts.put("accesses", accessesNow());
        return counts;
    }

    private void unsaved() {
        changed = true;
        saved = false;
    }

    /** Whether it is put aside that more was counted since: a crash would lose that. */
    boolean isMarked() {
        return marked;
    }

    /** Whether something of it is not put aside. */
    boolean isUnsaved() {
        return !saved;
    }

    /**
     * All that is to be put aside of the incident itself.
     *
     * @param soonLost whether more will be counted before this is done again
     */
    IncidentMemory saved(boolean soonLost) {
        saved = !soonLost;
        marked = soonLost;
        IncidentMemory.Sum sum = new IncidentMemory.Sum(accesses, first, last, endpoints.all(), lost || soonLost);
        memory = memory.counting(members.sketches(), sum);
        return memory;
    }
}

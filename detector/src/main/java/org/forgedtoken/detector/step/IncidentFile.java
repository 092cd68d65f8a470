package org.forgedtoken.detector.step;

import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Scope;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.step.IncidentMemory.Rest;
import org.jspecify.annotations.Nullable;

/** One incident: the shares of its alerts, and what they add up to. Not thread-safe. */
final class IncidentFile {
    private final String uid;
    private final IncidentPolicy policy;
    private final Map<String, AlertShare> shares = new LinkedHashMap<>();
    private final Map<MemberKind, Distinct> members = new EnumMap<>(MemberKind.class);
    private final Endpoints endpoints;
    private final SortedMap<String, Boolean> accounts = new TreeMap<>();
    private long accesses;
    private int rows;
    private int standing;
    private int verified;
    private Rest rest = Rest.NONE;
    private IncidentMemory memory = IncidentMemory.NEW;
    private boolean changed;
    private boolean saved;

    IncidentFile(String uid, IncidentPolicy policy) {
        this.uid = uid;
        this.policy = policy;
        this.endpoints = new Endpoints(policy.mostEndpoints());
        for (MemberKind kind : MemberKind.values()) {
            members.put(kind, new Distinct(policy.mostExact()));
        }
    }

    void restore(IncidentMemory from) {
        memory = from;
        rest = from.rest();
        saved = true;
        accesses = rest.accesses();
        rest.endpoints().forEach(endpoints::add);
        from.sketches()
                .forEach((kind, sketch) -> members(MemberKind.valueOf(kind))
                        .restore(Base64.getDecoder().decode(sketch)));
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

    Iterable<AlertShare> shares() {
        return shares.values();
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

    /** Adds uses to a share of this incident. */
    void add(AlertShare share, Involved more) {
        if (share.add(more)) {
            rows++;
            if (share.counts()) {
                members(more, 1);
            }
        }
        if (share.counts()) {
            accesses(more, more.accesses());
        }
        changed = true;
    }

    /** Counts uses for which there is no room: from here on in sum alone, and for good. */
    void add(String alert, Involved more) {
        members.values().forEach(Distinct::toSketch);
        members(MemberKind.ALERTS).add(alert);
        members(more, 1);
        accesses(more, more.accesses());
        Endpoints sum = new Endpoints(policy.mostEndpoints());
        rest.endpoints().forEach(sum::add);
        sum.add(more.who().endpoint(), more.accesses());
        rest = new Rest(
                rest.accesses() + more.accesses(),
                Times.known(rest.first()) ? Math.min(rest.first(), more.first()) : more.first(),
                Math.max(rest.last(), more.last()),
                sum.all(),
                rest.verified() || (more.who().verified() && !isOfSource()));
        changed = true;
        saved = false;
    }

    void account(String account, boolean known) {
        Boolean before = accounts.put(account, known);
        if (before == null ? !known : before != known) {
            if (known) {
                members(MemberKind.ACCOUNTS_UNKNOWN).remove(account);
            } else {
                members(MemberKind.ACCOUNTS_UNKNOWN).add(account);
            }
            changed = true;
        }
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
        member(MemberKind.ALERTS, share.uid(), sign);
        for (AlertShare.Row row : share.rows()) {
            members(row.sum(), sign);
            accesses(row.sum(), sign * row.sum().accesses());
        }
    }

    /** Then its alerts tell of accesses in sum as well. */
    private boolean isOfSource() {
        return memory.key() instanceof IncidentKey.OfSource;
    }

    private void members(Involved involved, int sign) {
        Involved.Who who = involved.who();
        member(MemberKind.TOKENS, who.token(), sign);
        member(MemberKind.SOURCES, who.source(), sign);
        String account = who.account();
        if (account != null) {
            member(MemberKind.ACCOUNTS, who.issuer() + '\n' + account, sign);
        }
    }

    private void member(MemberKind kind, String member, int sign) {
        if (sign > 0) {
            members(kind).add(member);
        } else {
            members(kind).remove(member);
        }
    }

    private void accesses(Involved involved, long number) {
        accesses += number;
        endpoints.add(involved.who().endpoint(), number);
    }

    private Distinct members(MemberKind kind) {
        return members.computeIfAbsent(kind, k -> new Distinct(policy.mostExact()));
    }

    /** What all that stands adds up to. */
    Scope scope() {
        long first = rest.first();
        long last = rest.last();
        for (AlertShare share : shares.values()) {
            if (share.counts()) {
                ShareMemory head = share.head();
                for (AlertShare.Row row : share.rows()) {
                    first = earlier(first, row.sum().first());
                    last = Math.max(last, row.sum().last());
                }
                if (isOfSource() && head.severity() != null) {
                    first = earlier(first, head.first());
                    last = Math.max(last, head.last());
                }
            }
        }
        Map<MemberKind, Count> counts = new EnumMap<>(MemberKind.class);
        members.forEach((kind, distinct) -> counts.put(kind, distinct.count()));
        if (isOfSource()) {
            counts.put(MemberKind.SOURCES, new Count(1, 0));
        }
        return new Scope(first, last, accessesNow(), counts, endpoints.largest());
    }

    /** Of what a source did before it was told of, something may be known in sum alone. */
    private long accessesNow() {
        long most = accesses;
        if (isOfSource()) {
            for (AlertShare share : shares.values()) {
                most = share.counts() ? Math.max(most, share.head().count()) : most;
            }
        }
        return most;
    }

    private static long earlier(long a, long b) {
        return Times.known(a) ? Math.min(a, b) : b;
    }

    /** The worst of what stands, or where nothing does, of what did. */
    Severity severity() {
        Severity worst = rest.accesses() == 0 ? Severity.LOW : rest.verified() ? Severity.CRITICAL : Severity.HIGH;
        boolean none = !stands();
        for (AlertShare share : shares.values()) {
            Severity severity = share.head().severity();
            if ((none || share.counts()) && severity != null && severity.compareTo(worst) > 0) {
                worst = severity;
            }
        }
        return worst;
    }

    boolean isVerified() {
        return rest.verified() || verified > 0;
    }

    /** What is counted now, by name: to tell whether it has grown much. */
    SortedMap<String, Long> counts() {
        SortedMap<String, Long> counts = new TreeMap<>();
        members.forEach(
                (kind, distinct) -> counts.put(kind.label(), distinct.count().number()));
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
        SortedMap<String, String> sketches = new TreeMap<>();
        members.forEach((kind, distinct) -> {
            byte[] bytes = distinct.bytes();
            if (bytes.length > 0) {
                sketches.put(kind.name(), Base64.getEncoder().encodeToString(bytes));
            }
        });
        memory = memory.counting(sketches, rest);
        state.incidents().put(uid, memory);
    }
}

package org.forgedtoken.detector.step;

import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Scope.MemberKind;

/** How many distinct members of each kind an incident has. Mutable; not thread-safe. */
final class Members {
    private final Map<MemberKind, Distinct> kinds = new EnumMap<>(MemberKind.class);

    /**
     * @param incident its uid
     * @param names of the members of all incidents that are counted for good
     */
    Members(IncidentPolicy policy, String incident, Store<Long> names) {
        for (MemberKind kind : MemberKind.values()) {
            kinds.put(kind, distinct(kind, policy, incident + '|' + kind + '|', names));
        }
    }

    private static Distinct distinct(MemberKind kind, IncidentPolicy policy, String prefix, Store<Long> names) {
        // in a replay nothing is taken back but that an account is unknown
        if (policy.isPrompt() || kind == MemberKind.ACCOUNTS_UNKNOWN) {
            return new Distinct(policy.mostExact());
        }
        // each alert is told of once, at the end
        return Distinct.forGood(kind == MemberKind.ALERTS ? alert -> true : member -> takesIn(names, prefix + member));
    }

    private static boolean takesIn(Store<Long> names, String name) {
        boolean isNew = names.get(name) == null;
        if (isNew) {
            names.put(name, 1L);
        }
        return isNew;
    }

    void restore(SortedMap<String, String> sketches) {
        sketches.forEach((kind, sketch) ->
                of(MemberKind.valueOf(kind)).restore(Base64.getDecoder().decode(sketch)));
    }

    /** What is no longer exact, by kind, in base 64. */
    SortedMap<String, String> sketches() {
        SortedMap<String, String> sketches = new TreeMap<>();
        kinds.forEach((kind, distinct) -> {
            byte[] bytes = distinct.bytes();
            if (bytes.length > 0) {
                sketches.put(kind.name(), Base64.getEncoder().encodeToString(bytes));
            }
        });
        return sketches;
    }

    void toSketches() {
        kinds.values().forEach(Distinct::toSketch);
    }

    /** Counts a member once more, or (negative) once less. */
    void add(MemberKind kind, String member, int sign) {
        if (sign > 0) {
            of(kind).add(member);
        } else {
            of(kind).remove(member);
        }
    }

    /** The same, of whoever is involved. */
    void add(Involved involved, int sign) {
        Involved.Who who = involved.who();
        add(MemberKind.TOKENS, who.token(), sign);
        add(MemberKind.SOURCES, who.source(), sign);
        String account = who.account();
        if (account != null) {
            add(MemberKind.ACCOUNTS, who.issuer() + '\n' + account, sign);
        }
    }

    Map<MemberKind, Count> counts() {
        Map<MemberKind, Count> counts = new EnumMap<>(MemberKind.class);
        kinds.forEach((kind, distinct) -> counts.put(kind, distinct.count()));
        return counts;
    }

    private Distinct of(MemberKind kind) {
        Distinct distinct = kinds.get(kind);
        if (distinct == null) {
            throw new IllegalStateException("every kind is counted");
        }
        return distinct;
    }
}

package org.forgedtoken.detector.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.alert.IncidentKind;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident;

/**
 * What the incidents come to: all of them counted, and the gravest told in full. A line says all of its incident, so that
 * one that was passed over while it was small is told once it has grown.
 */
public final class IncidentBook {
    /** So many are counted one by one. */
    static final int MOST_COUNTED = 1 << 18;

    /** So many are told in full; a page of more would be read by nobody. */
    static final int MOST_TOLD = 50;

    /** What stands and is verified first, then the largest. */
    private static final Comparator<WrittenIncident> GRAVEST_FIRST = Comparator.comparing(
                    (WrittenIncident one) -> !one.standing().counts())
            .thenComparing(one -> !one.verified())
            .thenComparing(Comparator.comparingLong(WrittenIncident::accesses).reversed())
            .thenComparing(WrittenIncident::first)
            .thenComparing(WrittenIncident::uid);

    /** What is counted of every incident. */
    private record Mark(IncidentKind kind, boolean verified, boolean stands) {}

    private final Sample<Mark> all;
    private final int mostTold;
    private final Map<String, WrittenIncident> told = new HashMap<>();

    IncidentBook() {
        this(MOST_COUNTED, MOST_TOLD);
    }

    /** For tests that have less time. */
    IncidentBook(int mostCounted, int mostTold) {
        this.all = new Sample<>(mostCounted);
        this.mostTold = mostTold;
    }

    /** One more line; a later one of a uid says how that incident stands. False where it says too little for one. */
    boolean take(WrittenIncident incident) {
        IncidentKind kind = incident.kind();
        if (kind == null) {
            return false;
        }
        all.put(
                Sample.Fingerprint.of(incident.uid()),
                new Mark(kind, incident.verified(), incident.standing().counts()));
        told.put(incident.uid(), incident);
        // twice as many as are told, so that one is dropped for good reason only
        if (told.size() > 2 * mostTold) {
            told.values().stream().max(GRAVEST_FIRST).ifPresent(least -> told.remove(least.uid()));
        }
        return true;
    }

    /** How many different ones. */
    public Count all() {
        return all.number();
    }

    /** How many about keys stand. */
    public Count ofKeys() {
        return standing(IncidentKind.KEY_COMPROMISE);
    }

    /** How many about sources stand. */
    public Count ofSources() {
        return standing(IncidentKind.SOURCE_CAMPAIGN);
    }

    private Count standing(IncidentKind kind) {
        long standing = all.values().stream()
                .filter(one -> one.kind() == kind && one.stands())
                .count();
        return Sample.estimate(standing, all.scale());
    }

    /** The ones that are told in full, the gravest first. */
    public List<WrittenIncident> gravest() {
        return told.values().stream().sorted(GRAVEST_FIRST).limit(mostTold).toList();
    }

    /** How many are counted and not told. */
    public long untold() {
        return Math.max(0, all().number() - gravest().size());
    }

    /** Those about keys that stand, of the ones that are told. */
    List<WrittenIncident> standingOfKeys() {
        return gravest().stream()
                .filter(one -> one.isOfKey() && one.standing().counts())
                .toList();
    }

    /** Whether {@link #standingOfKeys} are all of them. */
    public boolean hasAllOfKeys() {
        return standingOfKeys().size() == ofKeys().number();
    }

    /** How many different ones the incidents about keys have counted, added up: one in two incidents counts twice. */
    public Count sum(MemberKind kind) {
        return standingOfKeys().stream().map(one -> one.of(kind)).reduce(Count.NONE, Count::plus);
    }

    /** The endpoints of these, with their accesses. */
    public Map<String, Long> endpoints() {
        Map<String, Long> accesses = new LinkedHashMap<>();
        standingOfKeys()
                .forEach(incident -> incident.endpoints()
                        .forEach((endpoint, number) -> accesses.merge(endpoint, number, Long::sum)));
        return accesses;
    }

    /** All accesses of the incidents about keys. */
    public long accesses() {
        return standingOfKeys().stream().mapToLong(WrittenIncident::accesses).sum();
    }
}

package org.forgedtoken.detector.report;

import java.util.List;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.WrittenIncident;

/**
 * What the incidents come to.
 *
 * @param all different ones
 * @param ofKeys those about keys that stand
 * @param ofSources those about sources that stand
 * @param gravest the ones that are told in full, the gravest first
 */
record IncidentFacts(Count all, Count ofKeys, Count ofSources, List<WrittenIncident> gravest) {

    /** How many are counted and not told. */
    long untold() {
        return Math.max(0, all.number() - gravest.size());
    }

    /** Those about keys that stand, of the ones that are told. */
    List<WrittenIncident> standingOfKeys() {
        return gravest.stream()
                .filter(one -> one.isOfKey() && one.standing().counts())
                .toList();
    }

    /** Whether {@link #standingOfKeys} are all of them. */
    boolean hasAllOfKeys() {
        return standingOfKeys().size() == ofKeys.number();
    }

    /** How many different ones the incidents about keys have counted, added up: one in two incidents counts twice. */
    Count sum(MemberKind kind) {
        return standingOfKeys().stream().map(one -> one.of(kind)).reduce(Count.NONE, Count::plus);
    }

    /** All accesses of the incidents about keys. */
    long accesses() {
        return standingOfKeys().stream().mapToLong(WrittenIncident::accesses).sum();
    }

    /** When the first of them began, epoch ms, or {@link Times#UNKNOWN}. */
    long first() {
        return standingOfKeys().stream()
                .mapToLong(WrittenIncident::first)
                .filter(Times::known)
                .min()
                .orElse(Times.UNKNOWN);
    }

    /** When the last of them was seen last, epoch ms, or {@link Times#UNKNOWN}. */
    long last() {
        return standingOfKeys().stream().mapToLong(WrittenIncident::last).max().orElse(Times.UNKNOWN);
    }
}

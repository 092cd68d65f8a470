package org.forgedtoken.detector.alert;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.rule.Difference;
import org.forgedtoken.detector.rule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind an alert: one use, the verdict on it and what it was held against. Event times, epoch ms.
 *
 * @param access the use; null for alerts on a feed
 * @param verdict null for alerts that are not about one token
 * @param identity by what the token was told apart; null where there is no token
 * @param coverage the stretch that the ledger is known to hold, where the verdict rests on absence
 * @param differences claims that the ledger states otherwise
 * @param more what only some rules have to say: name → value, in the order of names
 * @param about whom an alert concerns that rests on no single use
 */
public record Evidence(
        @Nullable AccessRecord access,
        @Nullable Verdict verdict,
        @Nullable IdentityKind identity,
        @Nullable Stretch coverage,
        List<Difference> differences,
        SortedMap<String, String> more,
        @Nullable Subject about) {
    private static final String CANARY = "canary";
    private static final String RAISED = "high_because";

    /** Evidence of a use, or of a feed. */
    public Evidence(
            @Nullable AccessRecord access,
            @Nullable Verdict verdict,
            @Nullable IdentityKind identity,
            @Nullable Stretch coverage,
            List<Difference> differences,
            SortedMap<String, String> more) {
        this(access, verdict, identity, coverage, differences, more, null);
    }

    /** Evidence of what one account or source did in many uses. */
    public static Evidence about(Subject subject, SortedMap<String, String> more) {
        return new Evidence(null, null, null, null, List.of(), more, subject);
    }

    /** The same, of something that is high though its rule's alerts are not always. */
    public Evidence raised(String because) {
        return with(RAISED, because);
    }

    /** Whether it makes the alert high. */
    public boolean isRaised() {
        return more.containsKey(RAISED);
    }

    /** The same, with one thing more to say. */
    public Evidence with(String name, String value) {
        SortedMap<String, String> all = new TreeMap<>(more);
        all.put(name, value);
        return new Evidence(access, verdict, identity, coverage, differences, all, about);
    }

    /** The same, of a canary: what marks it is written by JUDGE alone. */
    public Evidence ofCanary() {
        return with(CANARY, "planted");
    }

    /** Whether it is of a token that the detector planted itself. */
    public boolean isOfCanary() {
        return more.containsKey(CANARY);
    }

    /**
     * An account, a source, or an account at a source.
     *
     * @param source the {@link org.forgedtoken.detector.feed.Source} as text
     */
    public record Subject(
            @Nullable String account, @Nullable String source) {}
}

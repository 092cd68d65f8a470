package org.forgedtoken.detector.alert;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Request;
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
 */
public record Evidence(
        @Nullable AccessRecord access,
        @Nullable Verdict verdict,
        @Nullable IdentityKind identity,
        @Nullable Stretch coverage,
        List<Difference> differences,
        SortedMap<String, String> more) {

    /** Event time [since, until], both inclusive; a verdict of absence can be given once coverage has reached its end. */
    public record Stretch(long since, long until) {}

    /** One claim of which token and ledger say different things. */
    public record Difference(String claim, String presented, String ledger) {}

    private static final Comparator<@Nullable String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());

    /**
     * The order of uses: by time, and among equal times by content, so that whichever record arrives first, the same
     * one is called the first use.
     */
    public static final Comparator<AccessRecord> BY_USE = Comparator.comparingLong(AccessRecord::time)
            .thenComparing(a -> a.request().sourceIp(), TEXT)
            .thenComparing(a -> a.request().requestId(), TEXT)
            .thenComparing(a -> a.token().account(), TEXT)
            .thenComparing(a -> text(a.request()))
            .thenComparing(a -> a.token().toString())
            .thenComparing(a -> a.signature())
            .thenComparing(AccessRecord::origin);

    private static String text(Request request) {
        return request.toString();
    }
}

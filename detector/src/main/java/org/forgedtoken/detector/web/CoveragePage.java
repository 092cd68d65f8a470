package org.forgedtoken.detector.web;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.forgedtoken.detector.coverage.Coverage.Extent;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/coverage}: for which event times the ledger is known to be complete, as {@code {"now":ms,"from":ms,
 * "issuers":[{"issuer":s,"covered":[[from,to]…],"holes":[[from,to]…],"covered_until":ms,"lag_ms":n,"partitions":n}]}},
 * times in epoch ms. A time counts as covered where every partition that has carried the issuer covers it. Holes lie between
 * covered stretches; what comes before the first or after the last is none. {@code covered_until} and {@code lag_ms} are null
 * while some partition covers nothing. {@code first_verdict}, epoch ms, is when the first token that was issued under coverage
 * is judged, should the ledger not have it.
 *
 * <p>{@code hours}: how far back, 1 to 744, default 24. At most 1000 stretches of an issuer, the newest, and 1000 issuers, in
 * the order of their names; {@code more} tells how many were left out. Where no judging task runs on this instance,
 * {@code issuers} is empty, and {@code reason} is a sentence.
 *
 * @param source knows the coverage of all issuers, in the order of their names
 */
public record CoveragePage(Supplier<Known> source, InstantSource clock) {
    static final String PATH = "/api/coverage";

    private static final int USUAL_HOURS = 24;
    private static final int MOST_HOURS = 31 * 24;
    private static final long HOUR = 3_600_000;
    private static final int MOST_ISSUERS = 1_000;
    private static final int MOST_STRETCHES = 1_000;

    /**
     * What is known.
     *
     * @param reason a sentence that says why nothing is known here; null where it is known
     * @param firstVerdict when the first token issued under coverage is judged, epoch ms
     */
    public record Known(
            List<Extent> extents,
            @Nullable String reason,
            @Nullable Long firstVerdict) {
        public Known {
            extents = List.copyOf(extents);
        }

        /** Nothing. */
        public Known(String reason) {
            this(List.of(), reason, null);
        }
    }

    static Page of(Supplier<Known> source, InstantSource clock) {
        return Page.guarded(PATH, new CoveragePage(source, clock)::answer);
    }

    private Answer answer(WebRequest request) {
        int hours = Parameters.of(request, "hours").number("hours", USUAL_HOURS, 1, MOST_HOURS);
        long now = clock.millis();
        long from = now - hours * HOUR;
        Known known = source.get();
        List<Extent> extents = known.extents();
        List<JsonObject> issuers = extents.stream()
                .limit(MOST_ISSUERS)
                .map(extent -> issuer(extent, from, now))
                .toList();
        JsonObject json = new JsonObject()
                .put("now", now)
                .put("from", from)
                .put("issuers", issuers)
                .put("more", Math.max(0, extents.size() - MOST_ISSUERS))
                .put("reason", known.reason())
                .putOrNull("first_verdict", known.firstVerdict());
        return Answer.json(200, json);
    }

    private static JsonObject issuer(Extent extent, long from, long now) {
        List<Stretch> covered = extent.covered();
        int first = covered.size();
        while (first > 0 && covered.get(first - 1).until() >= from && covered.size() - first < MOST_STRETCHES) {
            first--;
        }
        List<List<Long>> holes = new ArrayList<>();
        for (int i = Math.max(1, first); i < covered.size(); i++) {
            long since = covered.get(i - 1).until() + 1;
            long until = covered.get(i).since() - 1;
            if (until >= from && since <= until) {
                holes.add(List.of(Math.max(from, since), until));
            }
        }
        Long until = covered.isEmpty() ? null : covered.get(covered.size() - 1).until();
        return new JsonObject()
                .text("issuer", extent.issuer())
                .put(
                        "covered",
                        covered.subList(first, covered.size()).stream()
                                .map(one -> List.of(Math.max(from, one.since()), one.until()))
                                .toList())
                .put("holes", holes)
                .putOrNull("covered_until", until)
                .putOrNull("lag_ms", until == null ? null : Math.max(0, now - until))
                .put("partitions", extent.partitions());
    }
}

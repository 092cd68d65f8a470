package org.forgedtoken.detector.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.coverage.Coverage.Extent;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/coverage}: for which event times the ledger is known to be complete, as {@code {"now":ms,"from":ms,
 * "issuers":[{"issuer":s,"covered":[[from,to]…],"holes":[[from,to]…],"covered_until":ms,"lag_ms":n,"partitions":n}]}},
 * times in epoch ms. A time counts as covered where every partition that has carried the issuer covers it. Holes lie between
 * covered stretches; what comes before the first or after the last is none. {@code covered_until} and {@code lag_ms} are null
 * while some partition covers nothing.
 *
 * <p>{@code hours}: how far back, 1 to 744, default 24. At most 1000 stretches of an issuer, the newest, and 1000 issuers, in
 * the order of their names; {@code more} tells how many were left out. Where no judging task runs on this instance,
 * {@code issuers} is empty, and {@code reason} is a sentence.
 */
public final class CoveragePage {
    static final String PATH = "/api/coverage";

    private static final int USUAL_HOURS = 24;
    private static final int MOST_HOURS = 31 * 24;
    private static final long HOUR = 3_600_000;
    private static final int MOST_ISSUERS = 1_000;
    private static final int MOST_STRETCHES = 1_000;

    /** Whoever knows the coverage. */
    public interface Source {
        /** That of all issuers, in the order of their names. */
        Known coverage();
    }

    /**
     * What is known.
     *
     * @param reason a sentence that says why nothing is known here; null where it is known
     */
    public record Known(List<Extent> extents, @Nullable String reason) {
        public Known {
            extents = List.copyOf(extents);
        }
    }

    private final Source source;
    private final InstantSource clock;

    private CoveragePage(Source source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    static Page of(Source source, InstantSource clock) {
        return Page.guarded(PATH, new CoveragePage(source, clock)::answer);
    }

    private void answer(HttpExchange exchange) throws IOException {
        int hours = Parameters.of(exchange, "hours").number("hours", USUAL_HOURS, 1, MOST_HOURS);
        long now = clock.millis();
        long from = now - hours * HOUR;
        Known known = source.coverage();
        List<Extent> extents = known.extents();
        JsonText.answer(exchange, json -> {
            json.writeNumberField("now", now);
            json.writeNumberField("from", from);
            json.writeArrayFieldStart("issuers");
            for (Extent extent : extents.subList(0, Math.min(MOST_ISSUERS, extents.size()))) {
                json.writeStartObject();
                issuer(json, extent, from, now);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("more", Math.max(0, extents.size() - MOST_ISSUERS));
            if (known.reason() != null) {
                json.writeStringField("reason", known.reason());
            }
        });
    }

    private static void issuer(JsonGenerator json, Extent extent, long from, long now) throws IOException {
        List<Stretch> covered = extent.covered();
        int first = covered.size();
        while (first > 0 && covered.get(first - 1).until() >= from && covered.size() - first < MOST_STRETCHES) {
            first--;
        }
        List<Stretch> shown = covered.subList(first, covered.size());
        json.writeStringField("issuer", VisibleText.of(extent.issuer()));
        json.writeArrayFieldStart("covered");
        for (Stretch stretch : shown) {
            pair(json, Math.max(from, stretch.since()), stretch.until());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("holes");
        for (int i = Math.max(1, first); i < covered.size(); i++) {
            long since = covered.get(i - 1).until() + 1;
            long until = covered.get(i).since() - 1;
            if (until >= from && since <= until) {
                pair(json, Math.max(from, since), until);
            }
        }
        json.writeEndArray();
        if (covered.isEmpty()) {
            json.writeNullField("covered_until");
            json.writeNullField("lag_ms");
        } else {
            long until = covered.get(covered.size() - 1).until();
            json.writeNumberField("covered_until", until);
            json.writeNumberField("lag_ms", Math.max(0, now - until));
        }
        json.writeNumberField("partitions", extent.partitions());
    }

    private static void pair(JsonGenerator json, long from, long to) throws IOException {
        json.writeStartArray();
        json.writeNumber(from);
        json.writeNumber(to);
        json.writeEndArray();
    }
}

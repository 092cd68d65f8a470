package org.forgedtoken.detector.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.web.board.AlertFilter;
import org.forgedtoken.detector.web.board.Board;
import org.forgedtoken.detector.web.board.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/alerts}: alerts, the last written first, as {@code {"alerts":[…],"next":C,"matched":n,"held":n,"read":n,
 * "evicted":n,"foreign":n,"loading":b}}. Each alert is the OCSF object of its last record in the topic.
 *
 * <ul>
 *   <li>{@code q}: what the message, account, source, token id or digest, key id, uid, issuer or entity contains, in letters
 *       of any case; 200 characters at most.
 *   <li>{@code rule}, {@code severity} ({@code low}, {@code medium}, {@code high}, {@code critical}), {@code status}
 *       ({@code new}, {@code in-progress}, {@code suppressed}, {@code resolved}, or {@code open} for the first two): one or
 *       more, joined by commas.
 *   <li>{@code incident}: the uid of the incident that they belong to.
 *   <li>{@code since}, {@code until}: the wall clock at which the record was written ({@code time}); epoch ms, or RFC 3339.
 *   <li>{@code limit}: 1 to 1000, default 100. A page ends sooner where it would be larger than 8 MiB.
 *   <li>{@code before}: {@code next} of the page before. {@code next} is null on the last page.
 * </ul>
 *
 * <p>{@code matched} counts all pages; {@code held} alerts are here, {@code evicted} had to go for newer ones, {@code read}
 * counts records. While {@code loading} is true, what was in the topics at the start is still being read.
 *
 * <p>{@code GET /api/alerts?uid=U}: that one alert, the OCSF object alone; 404 where it is not held.
 *
 * <p>Whatever is wrong with a request is 400 and a sentence in plain text. Too many searches at once: 503.
 */
final class AlertsPage {
    static final String PATH = "/api/alerts";

    private static final int USUAL = 100;
    private static final int MOST = 1_000;
    private static final int LONGEST_TEXT = 200;

    /** A search takes some tens of ms of a core, and gateways ask on the same machine. */
    private static final int SEARCHES_AT_ONCE = 2;

    private static final long PATIENCE_SECONDS = 5;

    private static final List<String> RULES =
            Arrays.stream(Rule.values()).map(Rule::id).toList();
    private static final Map<String, Integer> SEVERITIES =
            Arrays.stream(Severity.values()).collect(Collectors.toMap(Severity::label, Severity::ocsfId));
    private static final Map<String, Set<Integer>> STATUSES = new LinkedHashMap<>();

    static {
        STATUSES.put("open", Set.of(1, 2));
        STATUSES.put("new", Set.of(1));
        STATUSES.put("in-progress", Set.of(2));
        STATUSES.put("suppressed", Set.of(3));
        STATUSES.put("resolved", Set.of(4));
    }

    private final Board board;
    private final Semaphore searches = new Semaphore(SEARCHES_AT_ONCE);

    private AlertsPage(Board board) {
        this.board = board;
    }

    static Page of(Board board) {
        return Page.guarded(PATH, new AlertsPage(board)::answer);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Parameters given = Parameters.of(
                exchange, "q", "rule", "severity", "status", "incident", "since", "until", "limit", "before", "uid");
        if (given.has("uid")) {
            one(exchange, given.text("uid"));
            return;
        }
        AlertFilter filter = filter(given);
        int limit = given.number("limit", USUAL, 1, MOST);
        Cursor before = cursor(given);
        Board.Listing page = search(filter, limit, before);
        Board.Counts counts = board.counts();
        JsonObject json = new JsonObject()
                .ready("alerts", page.items())
                .putOrNull("next", page.next())
                .put("matched", page.matched())
                .put("held", counts.held())
                .put("read", counts.read())
                .put("evicted", counts.evicted())
                .put("foreign", counts.foreign())
                .put("loading", counts.loading());
        Answer.json(exchange, 200, json);
    }

    private Board.Listing search(AlertFilter filter, int limit, @Nullable Cursor before) {
        try {
            if (searches.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                try {
                    return board.alerts(filter, limit, before);
                } finally {
                    searches.release();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new BadRequest(503, "Too many searches at once; please try again.");
    }

    private void one(HttpExchange exchange, String uid) throws IOException {
        String alert = board.alertOf(uid);
        if (alert == null) {
            throw new BadRequest(404, "No alert of this uid is held here.");
        }
        Answer.send(exchange, 200, "application/json", alert);
    }

    private static AlertFilter filter(Parameters given) {
        if (given.text("q").length() > LONGEST_TEXT) {
            throw new BadRequest("q must have " + LONGEST_TEXT + " characters at most.");
        }
        return new AlertFilter(
                given.text("q"),
                given.words("rule", RULES),
                given.words("severity", SEVERITIES.keySet()).stream()
                        .map(SEVERITIES::get)
                        .collect(Collectors.toSet()),
                given.words("status", STATUSES.keySet()).stream()
                        .flatMap(status -> STATUSES.getOrDefault(status, Set.of()).stream())
                        .collect(Collectors.toSet()),
                given.text("incident"),
                given.time("since", Long.MIN_VALUE),
                given.time("until", Long.MAX_VALUE));
    }

    private static @Nullable Cursor cursor(Parameters given) {
        if (!given.has("before")) {
            return null;
        }
        Cursor before = Cursor.of(given.text("before"));
        if (before == null) {
            throw new BadRequest("before must be the next of another page.");
        }
        return before;
    }
}

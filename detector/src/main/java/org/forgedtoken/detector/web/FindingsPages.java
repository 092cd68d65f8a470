package org.forgedtoken.detector.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.ocsf.AlertJson.WrittenAlert;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.web.board.AlertFilter;
import org.forgedtoken.detector.web.board.AlertFilter.Facet;
import org.forgedtoken.detector.web.board.Board;
import org.forgedtoken.detector.web.board.Board.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/alerts}, {@code /api/alerts/summary}, {@code /api/alerts/export} and {@code /api/incidents}, as
 * reference/http.md says: what is held, of each alert and incident the OCSF object of its last record. Whatever is wrong with a
 * request is 400 and a sentence in plain text; too many searches, or two exports, at once are 503.
 */
final class FindingsPages {
    private static final String ALERTS = "/api/alerts";

    private static final String NEWEST = "time";
    private static final int USUAL = 100;
    private static final int MOST = 1_000;
    private static final int LONGEST_TEXT = 200;

    /** A search takes some tens of ms of a core, and gateways ask on the same machine. */
    private static final int SEARCHES_AT_ONCE = 2;

    private static final long PATIENCE_SECONDS = 5;

    private static final String[] FILTERS = {
        "q", "rule", "severity", "status", "incident", "account", "source", "key", "since", "until"
    };

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

    private static final Map<String, Function<WrittenAlert, Object>> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("uid", WrittenAlert::uid);
        COLUMNS.put("rule", WrittenAlert::rule);
        COLUMNS.put("severity_id", WrittenAlert::severity);
        COLUMNS.put("status_id", WrittenAlert::status);
        COLUMNS.put("written", alert -> Instant.ofEpochMilli(alert.time()));
        COLUMNS.put("first_use", alert -> Instant.ofEpochMilli(alert.first()));
        COLUMNS.put("last_use", alert -> Instant.ofEpochMilli(alert.last()));
        COLUMNS.put("uses", WrittenAlert::count);
        COLUMNS.put("account_id", WrittenAlert::account);
        COLUMNS.put("source", WrittenAlert::source);
        COLUMNS.put("issuer", WrittenAlert::issuer);
        COLUMNS.put("key_id", WrittenAlert::keyId);
        COLUMNS.put("token_id", WrittenAlert::tokenId);
        COLUMNS.put("token_digest", WrittenAlert::digest);
        COLUMNS.put("incident_uid", WrittenAlert::incident);
        COLUMNS.put("message", WrittenAlert::message);
    }

    private final Board board;
    private final Semaphore searches = new Semaphore(SEARCHES_AT_ONCE);
    private final Semaphore exports = new Semaphore(1);

    private FindingsPages(Board board) {
        this.board = board;
    }

    static List<Page> of(Board board) {
        FindingsPages page = new FindingsPages(board);
        return List.of(
                Page.guarded(ALERTS, page::alerts),
                Page.guarded(ALERTS + "/summary", page::summary),
                Page.guarded(ALERTS + "/export", page::export),
                Page.guarded("/api/incidents", page::incidents));
    }

    private Answer alerts(WebRequest request) {
        Parameters given = parameters(request, "limit", "before", "uid", "sort");
        if (given.has("uid")) {
            return one(given.text("uid"));
        }
        AlertFilter filter = filter(given);
        int limit = given.number("limit", USUAL, 1, MOST);
        String order = order(given);
        Cursor before = cursor(given);
        if (before != null && !order.equals(NEWEST)) {
            throw new BadRequest("before goes with sort=time alone.");
        }
        Board.Listing page = search(
                () -> order.equals(NEWEST) ? board.alerts(filter, limit, before) : board.alerts(filter, order, limit));
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
        return Answer.json(200, json);
    }

    private Answer incidents(WebRequest request) {
        Parameters given = Parameters.of(request, "status", "limit", "uid");
        if (given.has("uid")) {
            return incident(given.text("uid"));
        }
        boolean openOnly = given.word("status", "all", List.of("open", "all")).equals("open");
        Board.Listing page = board.incidents(openOnly, given.number("limit", USUAL, 1, MOST));
        JsonObject json = new JsonObject()
                .ready("incidents", page.items())
                .put("matched", page.matched())
                .put("loading", board.counts().loading());
        return Answer.json(200, json);
    }

    private Answer incident(String uid) {
        Board.Whole whole = board.incidentOf(uid);
        if (whole == null) {
            throw new BadRequest(404, "No incident of this uid is held here.");
        }
        JsonObject json = new JsonObject()
                .ready("incident", whole.incident())
                .put("series", whole.series().json())
                .ready("alerts", whole.alerts());
        return Answer.json(200, json);
    }

    private Answer summary(WebRequest request) {
        AlertFilter filter = filter(parameters(request));
        return Answer.json(200, search(() -> board.summary(filter)));
    }

    private Answer export(WebRequest request) {
        Parameters given = parameters(request, "format", "sort");
        boolean csv = given.word("format", "csv", List.of("csv", "jsonl")).equals("csv");
        AlertFilter filter = filter(given);
        String order = order(given);
        if (!exports.tryAcquire()) {
            throw new BadRequest(503, "Another export is under way; please try again.");
        }
        try {
            return file(search(() -> board.alerts(filter, order)), csv);
        } finally {
            exports.release();
        }
    }

    private static Parameters parameters(WebRequest request, String... more) {
        return Parameters.of(
                request,
                Stream.concat(Arrays.stream(FILTERS), Arrays.stream(more)).toArray(String[]::new));
    }

    private static String order(Parameters given) {
        return given.word("sort", NEWEST, Board.orders());
    }

    private <T> T search(Supplier<T> search) {
        try {
            if (searches.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                try {
                    return search.get();
                } finally {
                    searches.release();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new BadRequest(503, "Too many searches at once; please try again.");
    }

    private Answer one(String uid) {
        String alert = board.alertOf(uid);
        if (alert == null) {
            throw new BadRequest(404, "No alert of this uid is held here.");
        }
        return Answer.of(200, "application/json", alert);
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
                Arrays.stream(Facet.values())
                        .filter(facet -> facet != Facet.RULE && given.has(facet.label()))
                        .collect(Collectors.toMap(facet -> facet, facet -> given.text(facet.label()))),
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

    /**
     * Alerts as a file: JSON Lines, as they stand in the topic, or CSV (RFC 4180) for a spreadsheet, each field quoted as in
     * {@code accounts.csv} of a replay.
     */
    private static Answer file(List<byte[]> alerts, boolean csv) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (csv) {
            line(out, row(COLUMNS.keySet().stream()));
        }
        for (byte[] alert : alerts) {
            line(out, csv ? row(alert) : onOneLine(alert));
        }
        return Answer.of(200, csv ? "text/csv; charset=utf-8" : "application/jsonl", out.toByteArray())
                .with("Content-Disposition", "attachment; filename=\"alerts." + (csv ? "csv" : "jsonl") + '"');
    }

    /** As it stands; whoever may write to the topic may have broken its lines, though not within a text. */
    private static String onOneLine(byte[] json) {
        return new String(json, StandardCharsets.UTF_8).replace('\n', ' ').replace('\r', ' ');
    }

    private static String row(byte[] json) {
        WrittenAlert alert = Objects.requireNonNull(WrittenAlert.read(json));
        return row(COLUMNS.values().stream().map(column -> column.apply(alert).toString()));
    }

    private static String row(Stream<String> fields) {
        return fields.map(VisibleText::inCsv).collect(Collectors.joining(","));
    }

    private static void line(ByteArrayOutputStream out, String line) {
        out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}

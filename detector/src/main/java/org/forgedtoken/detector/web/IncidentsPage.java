package org.forgedtoken.detector.web;

import java.util.List;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.web.board.Board;

/**
 * {@code GET /api/incidents}: {@code {"incidents":[…],"matched":n,"loading":b}}, the open and verified ones first, then the
 * other open ones, then the rest; of each the last written first. Each is the OCSF object of its last record.
 *
 * <ul>
 *   <li>{@code status}: {@code open} (new or in progress) or {@code all}, which is the default.
 *   <li>{@code limit}: 1 to 1000, default 100.
 * </ul>
 *
 * <p>{@code GET /api/incidents?uid=U}: {@code {"incident":{…},"series":{"start":ms,"width":ms,"alerts":[n…],
 * "accounts":[n…],"sources":[n…]},"alerts":[…]}}; 404 where it is not held. {@code alerts} are the newest 100 of it. In
 * {@code series}, place i of each list is the stretch of event time that begins at {@code start + i * width}: the alerts
 * whose first use fell into it, and the different accounts and sources in them; 200 places at most, {@code width} is a
 * second or that doubled.
 */
record IncidentsPage(Board board) {
    static final String PATH = "/api/incidents";

    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    static Page of(Board board) {
        return Page.guarded(PATH, new IncidentsPage(board)::answer);
    }

    private Answer answer(WebRequest request) {
        Parameters given = Parameters.of(request, "status", "limit", "uid");
        if (given.has("uid")) {
            return one(given.text("uid"));
        }
        boolean openOnly = given.word("status", "all", List.of("open", "all")).equals("open");
        Board.Listing page = board.incidents(openOnly, given.number("limit", USUAL, 1, MOST));
        boolean loading = board.counts().loading();
        JsonObject json = new JsonObject()
                .ready("incidents", page.items())
                .put("matched", page.matched())
                .put("loading", loading);
        return Answer.json(200, json);
    }

    private Answer one(String uid) {
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
}

package org.forgedtoken.detector.web;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.ActionJson;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.reading.ActionReader;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.reading.RejectReason;
import org.forgedtoken.detector.web.board.Board;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/actions}: what an analyst decides on an alert or an incident, written to {@code detector-actions}. The
 * body is {@code {"uid":s,"action":s,"reason":s,"by":s,"until":t,"regime":s}} in UTF-8, 64 KiB at most; {@code uid},
 * {@code action} ({@code acknowledge}, {@code suppress}, {@code resolve}, {@code reopen}, {@code reported}) and {@code by}
 * are required, {@code regime} too for {@code reported}; {@code by} is the name of the token that asks, where it has one; {@code until} is RFC 3339 or an epoch number. A text of more than
 * 512 characters becomes its beginning and its digest. The time is the server's.
 *
 * <p>202 {@code {"uid":s,"action":s,"time":ms}}: it is written, and the alert or incident comes again by the stream once the
 * detector has read it. Else a sentence in plain text: 400 the body is wrong (a member of another name, too), or reports an alert,
 * or under a regime of which no clock runs; 403 the request comes from another site, or
 * does not say from where ({@code Origin} or {@code Sec-Fetch-Site}); 404 the uid is not held here; 409 the detector does
 * not read the topic, since it was not there at the start; 413 too large; 415 not {@code application/json}; 503 Kafka does
 * not take it.
 */
public record ActionsPage(Board board, Topic topic, InstantSource clock) {
    static final String PATH = "/api/actions";

    /**
     * Where actions go.
     *
     * @param reader how the detector reads what is written there
     * @param isRead whether it does
     */
    public record Topic(ActionReader reader, BooleanSupplier isRead, Writer writer) {}

    /** Writes to the topic. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Writes a record, and waits until it is there.
         *
         * @throws IOException with a sentence, where that fails
         */
        void write(String uid, byte[] value) throws IOException;
    }

    static Page of(Board board, Topic topic, InstantSource clock) {
        return new Page(PATH, false, Page.Door.ACT, Set.of("POST"), new ActionsPage(board, topic, clock)::answer);
    }

    private Answer answer(WebRequest request) {
        Parameters.of(request);
        checkSender(request);
        AnalystAction action = action(request);
        if (!board.knows(action.uid())) {
            throw new BadRequest(404, "No alert or incident of this uid is held here.");
        }
        if (action.kind() == AnalystAction.Kind.REPORTED && board.alertOf(action.uid()) != null) {
            throw new BadRequest("An incident is reported, not one of its alerts.");
        }
        String regime = action.regime();
        if (action.kind() == AnalystAction.Kind.REPORTED
                && (regime == null || !board.isClockRunning(action.uid(), regime))) {
            throw new BadRequest("No clock of this regime runs for the incident.");
        }
        if (!topic.isRead().getAsBoolean()) {
            throw new BadRequest(
                    409,
                    "The detector does not read actions: their topic (topic.actions) was not there when it started."
                            + " Create it and restart all instances.");
        }
        try {
            topic.writer().write(action.uid(), ActionJson.bytes(action));
        } catch (IOException e) {
            throw new BadRequest(503, String.valueOf(e.getMessage()));
        }
        JsonObject json = new JsonObject()
                .put("uid", action.uid())
                .put("action", action.kind().name().toLowerCase(Locale.ROOT))
                .put("time", action.time());
        return Answer.json(202, json);
    }

    /** A page of another site can have a browser send a form, with its cookies, but neither of these. */
    private static void checkSender(WebRequest request) {
        String type = request.header("Content-Type");
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new BadRequest(415, "The body must be application/json.");
        }
        String site = request.header("Sec-Fetch-Site");
        String origin = request.header("Origin");
        boolean same = site == null ? isOf(origin, request.header("Host")) : site.equals("same-origin");
        if (!same) {
            throw new BadRequest(403, "The request must come from a page of this server, and say so (Origin).");
        }
    }

    private static boolean isOf(@Nullable String origin, @Nullable String host) {
        return origin != null
                && host != null
                && (origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host));
    }

    private AnalystAction action(WebRequest request) {
        Reading reading = topic.reader().read(null, request.body(), clock.millis());
        if (!(reading instanceof Reading.Action ok)) {
            throw new BadRequest(
                    reading instanceof Reading.Rejected rejected ? sentence(rejected.reason()) : "There is no body.");
        }
        AnalystAction read = ok.action();
        String by = request.by() == null ? read.by() : request.by();
        if (by == null || by.isBlank()) {
            throw new BadRequest("by is missing: who decides?");
        }
        if (Times.known(read.until()) && read.until() <= clock.millis()) {
            throw new BadRequest("until has passed.");
        }
        return new AnalystAction(
                clock.millis(), read.uid(), read.kind(), read.reason(), by, read.until(), read.regime());
    }

    private static String sentence(RejectReason reason) {
        return switch (reason) {
            case NO_IDENTITY -> "uid is missing.";
            case BAD_FIELD ->
                "action must be one of acknowledge, suppress, resolve, reopen, reported, and reported needs a regime.";
            case UNKNOWN_MEMBER ->
                "The members are uid, action, reason, by, until, regime and time, and each is a text.";
            case UNKNOWN_REGIME -> "regime is none of incident.reporting.";
            case TIME_AHEAD -> "time lies further ahead than clock.max-ahead.";
            case BAD_TIME -> "until must be a time: like 2026-03-02T10:00:00Z, or an epoch number.";
            case EMPTY -> "There is no body.";
            default -> "The body must be one JSON object in UTF-8, without a member twice.";
        };
    }
}

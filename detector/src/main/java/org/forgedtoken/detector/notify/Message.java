package org.forgedtoken.detector.notify;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.alert.Uid;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Sha256;
import org.forgedtoken.detector.ocsf.CloudEvents;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.ocsf.Links;
import org.forgedtoken.detector.reading.Redaction;
import org.forgedtoken.detector.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What is posted to a receiver. Texts of records are bounded and made visible where an incident is read back; a chat gets them
 * in a block in which they are nothing but text.
 */
record Message(String body, Map<String, String> headers) {
    /** Of several events in one message so many are told one by one to people. */
    private static final int MOST_NAMED = 20;

    private static final int SUMMARY_BYTES = 1_000;

    /**
     * The messages that tell these events: one, but that a pager is told of the end of each of several by itself, which pages
     * nobody.
     */
    static List<Message> of(List<Event> events, Receiver receiver, Links links) {
        return switch (receiver.format()) {
            case CLOUDEVENTS -> List.of(cloudEvent(events, receiver, links));
            case SLACK -> List.of(slack(events, receiver, links));
            case PAGERDUTY -> pagerDuty(events, receiver, links);
        };
    }

    private static Message of(JsonObject json, String type) {
        return new Message(Redaction.NONE.clean(json.toString()), new LinkedHashMap<>(Map.of("Content-Type", type)));
    }

    private Message with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    private static Message cloudEvent(List<Event> events, Receiver receiver, Links links) {
        List<JsonObject> all =
                events.stream().map(event -> cloudEvent(event, links)).toList();
        JsonObject json = all.size() == 1
                ? all.get(0)
                : envelope("several", together(events), latest(events))
                        .put("data", new JsonObject().put("events", all));
        Message message = of(json, "application/cloudevents+json; charset=UTF-8");
        String secret = receiver.secret().reveal();
        byte[] mac = secret.isEmpty() ? null : Sha256.hmac(bytes(secret), bytes(message.body()));
        return mac == null ? message : message.with("X-Detector-Signature", "sha256=" + Sha256.hex(mac));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject cloudEvent(Event event, Links links) {
        WrittenIncident incident = event.incident();
        JsonObject about = new JsonObject()
                .put("uid", incident.uid())
                .put("kind", incident.kind() == null ? null : incident.kind().label())
                .put("severity", incident.caption().toLowerCase(Locale.ROOT))
                .put("proof", incident.verified() ? "verified" : "unverified")
                .put("status", incident.standing().name().toLowerCase(Locale.ROOT))
                .put("issuer", orNull(incident.issuer()))
                .put("key_id", orNull(incident.keyId()))
                .put("source", orNull(incident.source()))
                .time("first_use", incident.first())
                .time("last_use", incident.last())
                .put("accesses", incident.accesses());
        for (MemberKind kind : MemberKind.values()) {
            about.put(kind.label(), incident.of(kind).number());
        }
        about.put("recommended_action", orNull(incident.recommended()))
                .time("aware_at", incident.awareAt())
                .put(
                        "reporting",
                        Event.running(incident).stream()
                                .map(one -> new JsonObject()
                                        .put("regime", one.regime())
                                        .put("deadline", one.due()))
                                .toList());
        JsonObject data = new JsonObject()
                .put("event", event.kind().label())
                .put("message", incident.message())
                .put("incident", about)
                .put("incident_url", links.incident(incident.uid()))
                .put("runbook_url", runbook(event, links));
        return envelope(event.kind().label(), event.id(), event.time())
                .put("subject", incident.uid())
                .put("data", data);
    }

    private static JsonObject envelope(String type, String id, long time) {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", CloudEvents.SOURCE)
                .put("type", CloudEvents.INCIDENT_TYPE + type)
                .put("time", Instant.ofEpochMilli(time).toString())
                .put("datacontenttype", "application/json");
    }

    private static Message slack(List<Event> events, Receiver receiver, Links links) {
        StringBuilder text = new StringBuilder();
        if (events.size() > 1) {
            text.append("*").append(events.size()).append(" events of incidents*\n");
        }
        for (Event event : named(events)) {
            text.append("*" + event.kind().title() + "* (" + severity(event) + ")\n```");
            text.append(inSlack(event.incident().message() + deadlines(event))).append("```\n");
            String page = links.incident(event.incident().uid());
            String runbook = runbook(event, links);
            text.append(page == null ? "" : "<" + page + "|Incident> ");
            text.append(runbook == null ? "" : "<" + runbook + "|Runbook>").append('\n');
        }
        text.append(rest(events));
        String secret = receiver.secret().reveal();
        JsonObject json = new JsonObject().put("text", text.toString().strip()).put("unfurl_links", false);
        Message message = of(json, "application/json; charset=UTF-8");
        return secret.isEmpty() ? message : message.with("Authorization", "Bearer " + secret);
    }

    /** In a block of code nothing is a mention, a link or a format, and a backtick alone could end it. */
    private static String inSlack(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace('`', '\'');
    }

    private static List<Message> pagerDuty(List<Event> events, Receiver receiver, Links links) {
        List<Message> messages = new ArrayList<>();
        List<Event> paging = events.stream()
                .filter(event -> event.kind() != Event.Kind.CLOSED)
                .toList();
        if (!paging.isEmpty()) {
            messages.add(trigger(paging, receiver, links));
        }
        events.stream()
                .filter(event -> event.kind() == Event.Kind.CLOSED)
                .map(event -> pager(receiver, "resolve", event.incident().uid()))
                .map(json -> of(json, "application/json"))
                .forEach(messages::add);
        return messages;
    }

    private static Message trigger(List<Event> events, Receiver receiver, Links links) {
        Event first = events.get(0);
        boolean one = events.size() == 1;
        String summary = one ? sentence(first) : events.size() + " events of incidents: " + sentence(first);
        int gravest = events.stream()
                .mapToInt(event -> event.incident().severity())
                .max()
                .orElse(0);
        List<JsonObject> shown = new ArrayList<>();
        add(shown, links.incident(first.incident().uid()), "Incident");
        add(shown, runbook(first, links), "Runbook");
        JsonObject details = new JsonObject()
                .put("events", named(events).stream().map(Message::sentence).toList())
                .put("more", orNull(rest(events)));
        JsonObject json = pager(receiver, "trigger", one ? first.incident().uid() : together(events))
                .put(
                        "payload",
                        new JsonObject()
                                .put("summary", VisibleText.cut(summary, SUMMARY_BYTES))
                                .put("source", "forged-token-detector")
                                .put("severity", urgency(gravest))
                                .put(
                                        "timestamp",
                                        Instant.ofEpochMilli(latest(events)).toString())
                                .put("class", first.kind().label())
                                .put("custom_details", details))
                .put("links", shown);
        return of(json, "application/json");
    }

    private static JsonObject pager(Receiver receiver, String action, String key) {
        return new JsonObject()
                .put("routing_key", receiver.secret().reveal())
                .put("event_action", action)
                .put("dedup_key", key);
    }

    private static String urgency(int severity) {
        if (severity >= Severity.CRITICAL.ocsfId()) {
            return "critical";
        }
        return severity >= Severity.HIGH.ocsfId() ? "error" : "warning";
    }

    private static void add(List<JsonObject> links, @Nullable String address, String text) {
        if (address != null) {
            links.add(new JsonObject().put("href", address).put("text", text));
        }
    }

    private static String sentence(Event event) {
        return event.kind().title() + " (" + severity(event) + "). "
                + event.incident().message() + deadlines(event);
    }

    private static String severity(Event event) {
        return event.incident().caption().toLowerCase(Locale.ROOT);
    }

    private static String deadlines(Event event) {
        String all = Event.running(event.incident()).stream()
                .map(one -> one.regime() + " by " + Instant.ofEpochMilli(one.due()))
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : " To be reported: " + all + '.';
    }

    private static List<Event> named(List<Event> events) {
        return events.subList(0, Math.min(events.size(), MOST_NAMED));
    }

    private static String rest(List<Event> events) {
        return events.size() > MOST_NAMED ? "and " + (events.size() - MOST_NAMED) + " more" : "";
    }

    private static String together(List<Event> events) {
        return Uid.of(events.stream().map(Event::id).collect(Collectors.joining("\n")));
    }

    private static long latest(List<Event> events) {
        return events.stream().mapToLong(Event::time).max().orElse(0);
    }

    private static @Nullable String runbook(Event event, Links links) {
        return links.runbook(event.kind() == Event.Kind.DEADLINE_NEAR ? Links.REPORT : Links.INCIDENT);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}

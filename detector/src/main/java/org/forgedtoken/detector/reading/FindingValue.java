package org.forgedtoken.detector.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/**
 * What an alert's or an incident's value says (CONTRACT, sections 6 and 7), as far as it matters to who lists and searches
 * them. Whoever may write to the topic may have written it: every part may be missing, and no text is to be trusted.
 */
public final class FindingValue {
    private static final int DETECTION_FINDING = 2004;
    private static final int INCIDENT_FINDING = 2005;

    /** What is told of the first evidence, and of the finding as a whole. */
    public enum Text {
        /** The alert's or the incident's own. */
        UID,
        /** The incident that the alert belongs to. */
        INCIDENT,
        RULE,
        MESSAGE,
        ACCOUNT,
        SOURCE,
        ISSUER,
        KEY_ID,
        TOKEN_ID,
        TOKEN_DIGEST,
        /** Whom the alert accuses. */
        ENTITY,
        /** {@code verified} or {@code unverified}, of an incident. */
        PROOF
    }

    private final Map<Text, String> texts = new EnumMap<>(Text.class);
    private int classId;
    private int severity;
    private int status;
    private long time = Times.UNKNOWN;
    private long firstSeen = Times.UNKNOWN;

    private FindingValue() {}

    /** Reads a value; null where it is neither an alert nor an incident, or names no uid. */
    public static @Nullable FindingValue read(byte[] json) {
        FindingValue value = new FindingValue();
        try {
            StrictJson.read(json, value::take);
        } catch (Unreadable e) {
            return null;
        }
        boolean known = value.isAlert() || value.isIncident();
        return known && value.texts.containsKey(Text.UID) && Times.known(value.time) ? value : null;
    }

    /** Whether it is an OCSF Detection Finding. */
    public boolean isAlert() {
        return classId == DETECTION_FINDING;
    }

    /** Whether it is an OCSF Incident Finding. */
    public boolean isIncident() {
        return classId == INCIDENT_FINDING;
    }

    /** A text, or the empty one. */
    public String text(Text which) {
        return texts.getOrDefault(which, "");
    }

    /** OCSF {@code severity_id}; 0 where it is not told. */
    public int severity() {
        return severity;
    }

    /** OCSF {@code status_id}; 0 where it is not told. */
    public int status() {
        return status;
    }

    /** When it was written, wall clock, epoch ms. */
    public long time() {
        return time;
    }

    /** The event time of the first use, epoch ms, or {@link Times#UNKNOWN}. */
    public long firstSeen() {
        return firstSeen;
    }

    private interface Member {
        void take(String name, JsonToken value, JsonParser parser) throws IOException;
    }

    private void take(String name, JsonToken value, JsonParser parser) throws IOException {
        switch (name) {
            case "class_uid" -> classId = (int) number(value, parser, 0);
            case "severity_id" -> severity = (int) number(value, parser, 0);
            case "status_id" -> status = (int) number(value, parser, 0);
            case "time" -> time = number(value, parser, Times.UNKNOWN);
            case "message" -> text(Text.MESSAGE, value, parser);
            case "metadata" -> object(value, parser, this::metadata);
            case "finding_info" -> object(value, parser, this::findingInfo);
            case "evidences" -> firstOf(value, parser, this::evidence);
            case "unmapped" -> object(value, parser, this::unmapped);
            default -> parser.skipChildren();
        }
    }

    private void metadata(String name, JsonToken value, JsonParser parser) throws IOException {
        if (name.equals("correlation_uid")) {
            text(Text.INCIDENT, value, parser);
        } else {
            parser.skipChildren();
        }
    }

    private void findingInfo(String name, JsonToken value, JsonParser parser) throws IOException {
        switch (name) {
            case "uid" -> text(Text.UID, value, parser);
            case "first_seen_time" -> firstSeen = number(value, parser, Times.UNKNOWN);
            case "analytic" -> object(value, parser, (inner, of, at) -> only("uid", Text.RULE, inner, of, at));
            default -> parser.skipChildren();
        }
    }

    private void evidence(String name, JsonToken value, JsonParser parser) throws IOException {
        switch (name) {
            case "user" -> object(value, parser, (inner, of, at) -> only("uid", Text.ACCOUNT, inner, of, at));
            case "src_endpoint" -> object(value, parser, (inner, of, at) -> only("ip", Text.SOURCE, inner, of, at));
            case "data" -> object(value, parser, this::data);
            default -> parser.skipChildren();
        }
    }

    private void data(String name, JsonToken value, JsonParser parser) throws IOException {
        switch (name) {
            case "issuer" -> text(Text.ISSUER, value, parser);
            case "key_id" -> text(Text.KEY_ID, value, parser);
            case "token_id" -> text(Text.TOKEN_ID, value, parser);
            case "token_digest" -> text(Text.TOKEN_DIGEST, value, parser);
            case "entity" -> text(Text.ENTITY, value, parser);
            // an address that OCSF's own field does not take
            case "source_text" -> text(Text.SOURCE, value, parser);
            default -> parser.skipChildren();
        }
    }

    private void unmapped(String name, JsonToken value, JsonParser parser) throws IOException {
        switch (name) {
            case "uid" -> text(Text.UID, value, parser);
            case "proof" -> text(Text.PROOF, value, parser);
            default -> parser.skipChildren();
        }
    }

    private void only(String wanted, Text which, String name, JsonToken value, JsonParser parser) throws IOException {
        if (name.equals(wanted)) {
            text(which, value, parser);
        } else {
            parser.skipChildren();
        }
    }

    private void text(Text which, JsonToken value, JsonParser parser) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            texts.put(which, parser.getText());
        } else {
            parser.skipChildren();
        }
    }

    private static long number(JsonToken value, JsonParser parser, long otherwise) throws IOException {
        if (value == JsonToken.VALUE_NUMBER_INT) {
            // throws where it is too large for one: then it is none of ours
            return parser.getLongValue();
        }
        parser.skipChildren();
        return otherwise;
    }

    private static void object(JsonToken value, JsonParser parser, Member member) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            member.take(name, parser.nextToken(), parser);
        }
    }

    private static void firstOf(JsonToken value, JsonParser parser, Member member) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        boolean first = true;
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            if (item == null) {
                return;
            }
            if (first) {
                object(item, parser, member);
                first = false;
            } else {
                parser.skipChildren();
            }
        }
    }
}

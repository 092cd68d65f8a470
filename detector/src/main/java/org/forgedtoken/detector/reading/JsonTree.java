package org.forgedtoken.detector.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.jwt.StrictJson;
import org.forgedtoken.detector.reading.jwt.Unreadable;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as a whole, for what the detector itself wrote: results of a replay, values of its own topics. Whoever may
 * write there may have written it: every part may be missing or of another type, and then it
 * is as if it were not there.
 */
public final class JsonTree {
    private static final long FIRST_DATE = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    private static final long LAST_DATE = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

    private final JsonNode node;

    private JsonTree(JsonNode node) {
        this.node = node;
    }

    /** Reads an object in UTF-8 in which no member is named twice; null where it is none. */
    public static @Nullable JsonTree read(byte[] json) {
        try {
            JsonTree tree = strictly(json);
            return isTooLarge(tree.node) ? null : tree; // then it is none of ours
        } catch (Unreadable e) {
            return null;
        }
    }

    /**
     * The same.
     *
     * @throws Unreadable where it is none, with a clause on why
     */
    static JsonTree strictly(byte[] json) {
        return new JsonTree(StrictJson.tree(json));
    }

    private static boolean isTooLarge(JsonNode node) {
        return node.isBigInteger()
                || StreamSupport.stream(node.spliterator(), false).anyMatch(JsonTree::isTooLarge);
    }

    /** What stands at the end of this path of names; an empty one where there is nothing. */
    public JsonTree at(String... path) {
        JsonNode here = node;
        for (String name : path) {
            here = here.path(name);
        }
        return new JsonTree(here);
    }

    /** A text; the empty one for anything else. */
    public String text() {
        return node.isTextual() ? node.textValue() : "";
    }

    /** A text, a number or a truth value, as text; null for anything else. */
    @Nullable
    String scalar() {
        return node.isValueNode() && !node.isNull() ? node.asText() : null;
    }

    boolean isText() {
        return node.isTextual();
    }

    boolean isNull() {
        return node.isNull();
    }

    boolean isWholeNumber() {
        return node.isIntegralNumber();
    }

    /** A whole number; otherwise what is given. */
    public long number(long otherwise) {
        return node.isIntegralNumber() ? node.longValue() : otherwise;
    }

    /** A whole number, cut to 32 bits; 0 for anything else. */
    public int small() {
        return (int) number(0);
    }

    /**
     * A time in epoch ms, or as in RFC 3339, of a year of four digits; {@link Times#UNKNOWN} for anything else.
     */
    public long time() {
        try {
            long time = text().isEmpty()
                    ? number(Times.UNKNOWN)
                    : Instant.parse(text()).toEpochMilli();
            return time < FIRST_DATE || time > LAST_DATE ? Times.UNKNOWN : time;
        } catch (DateTimeException | ArithmeticException e) {
            return Times.UNKNOWN;
        }
    }

    /** Whether it is {@code true}. */
    public boolean isTrue() {
        return node.isBoolean() && node.booleanValue();
    }

    /** What stands in a list; nothing for anything else. */
    public List<JsonTree> items() {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(JsonTree::new)
                        .toList()
                : List.of();
    }

    /** The first of a list, or an empty one. */
    public JsonTree first() {
        return new JsonTree(node.isArray() ? node.path(0) : MissingNode.getInstance());
    }

    /** The members of an object, in their order; none for anything else. */
    public Map<String, JsonTree> members() {
        Map<String, JsonTree> members = new LinkedHashMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), new JsonTree(member.getValue())));
        return Collections.unmodifiableMap(members);
    }
}

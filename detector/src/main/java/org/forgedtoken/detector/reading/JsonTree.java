package org.forgedtoken.detector.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final JsonTree NOTHING = new JsonTree("", null, false, List.of(), Map.of());

    private final String text;
    private final @Nullable Long number;
    private final boolean isTrue;
    private final List<JsonTree> items;
    private final Map<String, JsonTree> members;

    private JsonTree(
            String text, @Nullable Long number, boolean isTrue, List<JsonTree> items, Map<String, JsonTree> members) {
        this.text = text;
        this.number = number;
        this.isTrue = isTrue;
        this.items = items;
        this.members = members;
    }

    private static JsonTree of(String text) {
        return new JsonTree(text, null, false, List.of(), Map.of());
    }

    private static JsonTree of(Map<String, JsonTree> members) {
        return new JsonTree("", null, false, List.of(), Collections.unmodifiableMap(members));
    }

    /** Reads an object in UTF-8 in which no member is named twice; null where it is none. */
    public static @Nullable JsonTree read(byte[] json) {
        Map<String, JsonTree> members = new LinkedHashMap<>();
        try {
            StrictJson.read(json, (name, value, parser) -> members.put(name, tree(value, parser)));
        } catch (Unreadable e) {
            return null;
        }
        return of(members);
    }

    /** What stands at the end of this path of names; an empty one where there is nothing. */
    public JsonTree at(String... path) {
        JsonTree here = this;
        for (String name : path) {
            here = here.members.getOrDefault(name, NOTHING);
        }
        return here;
    }

    /** A text; the empty one for anything else. */
    public String text() {
        return text;
    }

    /** A whole number; otherwise what is given. */
    public long number(long otherwise) {
        return number == null ? otherwise : number;
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
            long time =
                    text.isEmpty() ? number(Times.UNKNOWN) : Instant.parse(text).toEpochMilli();
            return time < FIRST_DATE || time > LAST_DATE ? Times.UNKNOWN : time;
        } catch (DateTimeParseException | ArithmeticException e) {
            return Times.UNKNOWN;
        }
    }

    /** Whether it is {@code true}. */
    public boolean isTrue() {
        return isTrue;
    }

    /** What stands in a list; nothing for anything else. */
    public List<JsonTree> items() {
        return items;
    }

    /** The first of a list, or an empty one. */
    public JsonTree first() {
        return items.isEmpty() ? NOTHING : items.get(0);
    }

    /** The members of an object, in their order; none for anything else. */
    public Map<String, JsonTree> members() {
        return members;
    }

    private static JsonTree tree(JsonToken token, JsonParser parser) throws IOException {
        return switch (token) {
            case VALUE_STRING -> of(parser.getText());
            // throws where it is too large for a long: then it is none of ours
            case VALUE_NUMBER_INT -> new JsonTree("", parser.getLongValue(), false, List.of(), Map.of());
            case VALUE_TRUE -> new JsonTree("", null, true, List.of(), Map.of());
            case START_OBJECT -> of(object(parser));
            case START_ARRAY -> new JsonTree("", null, false, Collections.unmodifiableList(list(parser)), Map.of());
            default -> NOTHING;
        };
    }

    private static Map<String, JsonTree> object(JsonParser parser) throws IOException {
        Map<String, JsonTree> members = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            members.put(name, tree(parser.nextToken(), parser));
        }
        return members;
    }

    private static List<JsonTree> list(JsonParser parser) throws IOException {
        List<JsonTree> items = new ArrayList<>();
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            if (item == null) {
                throw new IOException("a list without an end");
            }
            items.add(tree(item, parser));
        }
        return items;
    }
}

package org.forgedtoken.detector.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.reading.RecordParser;
import org.forgedtoken.detector.reading.Refused;
import org.forgedtoken.detector.reading.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * The places of a record in JSON, as a tree of member names, read in one pass; whatever lies elsewhere is passed over.
 * Beside RFC 6901 a part {@code [type=access_token]} takes the first object in an array that has this member.
 */
final class JsonPlaces {
    private final Node root = new Node(0);
    private int places = 1;

    /** A member or element; each has a place of its own, so that one that comes twice is noticed. */
    private static final class Node {
        private final int place;
        private final Map<String, Node> children = new HashMap<>();
        private final List<Choice> choices = new ArrayList<>();

        Node(int place) {
            this.place = place;
        }

        boolean isLeaf() {
            return children.isEmpty() && choices.isEmpty();
        }
    }

    /** The first object of an array whose member at {@code asked} is this text. */
    private record Choice(String part, Node element, int asked, String text) {}

    /** How many places there are. */
    int count() {
        return places;
    }

    /** A place for what is not in the JSON. */
    int other() {
        return places++;
    }

    /**
     * The place of this pointer.
     *
     * @throws IllegalArgumentException with a clause on what is wrong
     */
    int of(String pointer) {
        Node node = root;
        String[] parts = pointer.substring(1).split("/", -1);
        for (String part : parts) {
            boolean chosen = part.startsWith("[") && part.endsWith("]") && part.indexOf('=') > 1;
            node = chosen ? choice(node, part) : child(node, unescaped(part));
        }
        return node.place;
    }

    private Node child(Node node, String name) {
        return node.children.computeIfAbsent(name, some -> new Node(places++));
    }

    private Node choice(Node node, String part) {
        for (Choice choice : node.choices) {
            if (choice.part().equals(part)) {
                return choice.element();
            }
        }
        int equals = part.indexOf('=');
        Node element = new Node(places++);
        Node asked = child(element, unescaped(part.substring(1, equals)));
        String text = unescaped(part.substring(equals + 1, part.length() - 1));
        node.choices.add(new Choice(part, element, asked.place, text));
        return element;
    }

    private static String unescaped(String part) {
        for (int i = part.indexOf('~'); i >= 0; i = part.indexOf('~', i + 1)) {
            if (i + 1 == part.length() || "01".indexOf(part.charAt(i + 1)) < 0) {
                throw new IllegalArgumentException("a '~' in a JSON Pointer is written ~0, a '/' in a name ~1");
            }
        }
        return part.replace("~1", "/").replace("~0", "~");
    }

    /** Reads one JSON object, behind which there must be nothing. */
    void read(JsonParser parser, Values values) throws IOException {
        RecordParser.object(parser, members(parser, root, values));
    }

    private RecordParser.Members members(JsonParser parser, Node node, Values values) {
        return (name, value) -> value(parser, value, node.children.get(name), values);
    }

    private void value(JsonParser parser, JsonToken value, @Nullable Node node, Values values) throws IOException {
        if (node == null) {
            parser.skipChildren();
            return;
        }
        if (node.isLeaf() && value.isStructStart()) {
            values.put(node.place, RecordParser.composite(parser));
            return;
        }
        values.put(node.place, RecordParser.value(parser, value));
        if (value == JsonToken.START_OBJECT) {
            RecordParser.members(parser, members(parser, node, values));
        } else if (value == JsonToken.START_ARRAY) {
            elements(parser, node, values);
        }
    }

    private void elements(JsonParser parser, Node node, Values values) throws IOException {
        JsonToken element = parser.nextToken();
        for (int i = 0; element != JsonToken.END_ARRAY; i++, element = parser.nextToken()) {
            Node byIndex = node.children.isEmpty() ? null : node.children.get(Integer.toString(i));
            if (element == null) {
                throw new Refused(RejectReason.NOT_JSON);
            }
            if (node.choices.isEmpty() || element != JsonToken.START_OBJECT) {
                value(parser, element, byIndex, values);
                continue;
            }
            try (TokenBuffer object = new TokenBuffer(parser)) {
                object.copyCurrentStructure(parser);
                for (Choice choice : node.choices) {
                    choose(object, choice, values);
                }
                if (byIndex != null) {
                    again(object, byIndex, values);
                }
            }
        }
    }

    private void choose(TokenBuffer object, Choice choice, Values values) throws IOException {
        if (values.has(choice.element().place)) {
            return; // an object before this one was it
        }
        Values own = values.empty();
        again(object, choice.element(), own);
        Object asked = own.at(choice.asked());
        if (asked != null && choice.text().equals(Values.text(asked))) {
            values.take(own);
        }
    }

    private void again(TokenBuffer object, Node node, Values values) throws IOException {
        try (JsonParser parser = object.asParser()) {
            value(parser, parser.nextToken(), node, values);
        }
    }
}

package org.forgedtoken.detector.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.mapping.MappedFormat.Mapping;
import org.forgedtoken.detector.mapping.MappingText.Entry;
import org.forgedtoken.detector.reading.NativeField;
import org.jspecify.annotations.Nullable;

/** Understands a mapping file as a whole, and tells every fault at once. The form: topology-docs/guides/mappings.md. */
public final class MappingReader {
    private static final Set<String> KEYS =
            Set.of("feed", Expressions.LINE, "json", "unmatched", "absent", "skip", "kinds");
    private static final Set<NativeField> ISSUANCE_ONLY = EnumSet.of(NativeField.EVENT, NativeField.SINCE);
    private static final Set<NativeField> ACCESS_ONLY = EnumSet.of(
            NativeField.USER_AGENT,
            NativeField.METHOD,
            NativeField.PATH,
            NativeField.STATUS,
            NativeField.AUTHENTICATED,
            NativeField.REQUEST_ID,
            NativeField.SIGNATURE_VALID);
    /** A token, or what gateways log of a token's header and claims. */
    private static final Pattern OF_A_TOKEN =
            Pattern.compile("\\bbearer |/jwt_(?:payload|header|claim)", Pattern.CASE_INSENSITIVE);

    private static final Pattern GROUP_NAME = Pattern.compile("\\(\\?<([A-Za-z][A-Za-z0-9]*)>");

    private final Feed feed;
    private final MappingText text;
    private final JsonPlaces places = new JsonPlaces();
    private final Map<String, Integer> captures = new HashMap<>();

    private MappingReader(String file, String content, Feed feed) {
        this.feed = feed;
        this.text = new MappingText(file, content);
    }

    /**
     * Understands the file.
     *
     * @throws WrongMapping with every fault at once
     */
    public static Mapping read(String file, String content, Feed feed) {
        return new MappingReader(file, content, feed).mapping();
    }

    private Mapping mapping() {
        feed();
        List<Mapping.LineForm> lines = lines();
        int json = json();
        Expressions expressions = new Expressions(places, captures, text.entry(Expressions.LINE) == null || json >= 0);
        FieldRuleReader rules = new FieldRuleReader(text, expressions);
        List<FieldRule> fields = fields(rules);
        List<Predicate<Values>> skip = new ArrayList<>();
        text.each("skip", value -> skip.add(expressions.condition(value)));
        boolean skipUnmatched = "skip".equals(oneOf("unmatched", "skip", "dead-letter"));
        text.throwFaults();
        return new Mapping(
                places,
                lines,
                captures.getOrDefault(Expressions.LINE, Mapping.NOWHERE),
                json,
                skipUnmatched,
                fields,
                List.copyOf(skip),
                words("kinds"),
                words("absent"),
                Set.copyOf(rules.secrets()));
    }

    private void feed() {
        String named = oneOf("feed", "access", "issuance");
        Entry entry = text.entry("feed");
        if (entry == null) {
            text.fault(0, "feed", "is missing: access or issuance");
        } else if (named != null && !named.equals(feed.label())) {
            text.fault(entry, "this mapping is for the " + named + " feed, not for the " + feed.label() + " feed");
        }
        Entry kinds = text.entry("kinds");
        if (kinds != null && feed == Feed.ACCESS) {
            text.fault(kinds, "says which tokens an issuance feed carries");
        }
    }

    private List<Mapping.LineForm> lines() {
        List<Mapping.LineForm> forms = new ArrayList<>();
        Entry entry = text.entry(Expressions.LINE);
        if (entry == null) {
            return forms;
        }
        captures.put(Expressions.LINE, places.other());
        text.each(Expressions.LINE, regex -> {
            Pattern pattern = Expressions.pattern(regex);
            Map<String, Integer> own = new TreeMap<>();
            Matcher names = GROUP_NAME.matcher(regex);
            while (names.find()) {
                String name = names.group(1);
                if (isGroup(regex, name)) {
                    own.put(name, captures.computeIfAbsent(name, some -> places.other()));
                }
            }
            if (own.containsKey(Expressions.LINE)) {
                throw new IllegalArgumentException("'line' is the whole line: name the group otherwise");
            }
            forms.add(new Mapping.LineForm(pattern, own));
        });
        if (entry.values().isEmpty()) {
            text.fault(entry, "names no regular expression");
        }
        return forms;
    }

    /** What looks like a named group may be quoted, or stand in brackets: then nothing can refer to it. */
    private static boolean isGroup(String regex, String name) {
        try {
            Pattern.compile(regex + "\\k<" + name + '>');
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private int json() {
        Entry entry = text.entry("json");
        if (entry == null) {
            return Mapping.NOWHERE;
        }
        Integer place = captures.get(entry.single());
        if (place == null) {
            text.fault(entry, "must be one capture of 'line', in which the JSON object stands");
        }
        return place == null ? 0 : place;
    }

    private List<FieldRule> fields(FieldRuleReader rules) {
        List<FieldRule> fields = new ArrayList<>();
        for (NativeField field : NativeField.values()) {
            Entry entry = text.entry(field.label());
            if (entry != null) {
                if ((feed == Feed.ACCESS ? ISSUANCE_ONLY : ACCESS_ONLY).contains(field)) {
                    text.fault(entry, "is no field of the " + feed.label() + " feed");
                }
                if (field == NativeField.KIND && feed == Feed.ACCESS) {
                    text.each(field.label(), MappingReader::notOfToken);
                }
                fields.add(rules.read(field, entry));
            } else if (field == NativeField.TIME || (field == NativeField.EVENT && feed == Feed.ISSUANCE)) {
                text.fault(0, field.label(), "is missing: every record of the " + feed.label() + " feed has it");
            }
        }
        for (Entry entry : text.entries()) {
            if (!isKnown(entry.key())) {
                text.fault(
                        entry,
                        "is neither a field of the native format nor one of " + String.join(", ", new TreeSet<>(KEYS)));
            }
        }
        return List.copyOf(fields);
    }

    private static void notOfToken(String value) {
        if (OF_A_TOKEN.matcher(value).find()) {
            throw new IllegalArgumentException(
                    "is what the gateway knows of a request, never what a token says of itself");
        }
    }

    private boolean isKnown(String key) {
        int dot = key.lastIndexOf('.');
        String field = dot < 0 ? key : key.substring(0, dot);
        return KEYS.contains(key)
                || (NativeField.named(field) != null
                        && (dot < 0
                                || (FieldRuleReader.ABOUT.contains(key.substring(dot)) && text.entry(field) != null)));
    }

    private Set<String> words(String key) {
        Set<String> words = new TreeSet<>();
        text.each(key, value -> words.addAll(Arrays.asList(value.split("\\s+"))));
        return Set.copyOf(words);
    }

    private @Nullable String oneOf(String key, String one, String other) {
        Entry entry = text.entry(key);
        if (entry == null || entry.single().equals(one) || entry.single().equals(other)) {
            return entry == null ? null : entry.single();
        }
        text.fault(entry, "must be " + one + " or " + other);
        return null;
    }

    /** A format with which the detector does not start: it is not there, or every fault of it is named, a line each. */
    public static final class WrongMapping extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongMapping(String message) {
            super(message);
        }
    }
}

package org.forgedtoken.detector.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.mapping.MappingText.Entry;
import org.forgedtoken.detector.mapping.MappingText.Value;
import org.forgedtoken.detector.reading.NativeField;
import org.jspecify.annotations.Nullable;

/** Understands a mapping file as a whole, and tells every fault at once. The form: topology-docs/guides/mappings.md. */
public final class MappingReader {
    private static final Set<String> KEYS =
            Set.of("feed", ExpressionReader.LINE, "json", "unmatched", "absent", "skip", "kinds");
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

    private final String file;
    private final Feed feed;
    private final MappingText text;
    private final List<MappingFault> faults = new ArrayList<>();
    private final JsonPlaces places = new JsonPlaces();
    private final Map<String, Integer> captures = new HashMap<>();

    private MappingReader(String file, String content, Feed feed) {
        this.file = file;
        this.feed = feed;
        this.text = MappingText.of(content, (line, rule) -> fault(line, "", rule));
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
        ExpressionReader expressions =
                new ExpressionReader(places, captures, text.entry(ExpressionReader.LINE) == null || json >= 0);
        FieldRuleReader rules = new FieldRuleReader(text, expressions, this::fault);
        List<FieldRule> fields = fields(rules);
        SkipRuleReader conditions = new SkipRuleReader(expressions);
        List<Predicate<Values>> skip = new ArrayList<>();
        each("skip", value -> skip.add(conditions.read(value)));
        boolean skipUnmatched = "skip".equals(oneOf("unmatched", List.of("skip", "dead-letter")));
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparingInt(MappingFault::line));
            throw new WrongMapping(faults);
        }
        return new Mapping(
                places,
                lines,
                captures.getOrDefault(ExpressionReader.LINE, Mapping.NOWHERE),
                json,
                skipUnmatched,
                fields,
                List.copyOf(skip),
                words("kinds"),
                words("absent"),
                Set.copyOf(rules.secrets()));
    }

    private void feed() {
        String named = oneOf("feed", List.of("access", "issuance"));
        Entry entry = text.entry("feed");
        if (entry == null) {
            fault(0, "feed", "is missing: access or issuance");
        } else if (named != null && !named.equals(feed.label())) {
            fault(
                    entry.line(),
                    "feed",
                    "this mapping is for the " + named + " feed, not for the " + feed.label() + " feed");
        }
        Entry kinds = text.entry("kinds");
        if (kinds != null && feed == Feed.ACCESS) {
            fault(kinds.line(), "kinds", "says which tokens an issuance feed carries");
        }
    }

    private List<Mapping.LineForm> lines() {
        List<Mapping.LineForm> forms = new ArrayList<>();
        Entry entry = text.entry(ExpressionReader.LINE);
        if (entry == null) {
            return forms;
        }
        captures.put(ExpressionReader.LINE, places.other());
        each(ExpressionReader.LINE, regex -> {
            Pattern pattern = ExpressionReader.pattern(regex);
            Map<String, Integer> own = new TreeMap<>();
            Matcher names = GROUP_NAME.matcher(regex);
            while (names.find()) {
                String name = names.group(1);
                if (isGroup(regex, name)) {
                    own.put(name, captures.computeIfAbsent(name, some -> places.other()));
                }
            }
            if (own.containsKey(ExpressionReader.LINE)) {
                throw new IllegalArgumentException("'line' is the whole line: name the group otherwise");
            }
            forms.add(new Mapping.LineForm(pattern, own));
        });
        if (entry.values().isEmpty()) {
            fault(entry.line(), entry.key(), "names no regular expression");
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
        Integer place =
                entry.values().size() == 1 ? captures.get(entry.values().get(0).text()) : null;
        if (place == null) {
            fault(entry.line(), "json", "must be one capture of 'line', in which the JSON object stands");
        }
        return place == null ? 0 : place;
    }

    private List<FieldRule> fields(FieldRuleReader rules) {
        List<FieldRule> fields = new ArrayList<>();
        for (NativeField field : NativeField.values()) {
            Entry entry = text.entry(field.label());
            if (entry != null) {
                if ((feed == Feed.ACCESS ? ISSUANCE_ONLY : ACCESS_ONLY).contains(field)) {
                    fault(entry.line(), entry.key(), "is no field of the " + feed.label() + " feed");
                }
                if (field == NativeField.KIND && feed == Feed.ACCESS) {
                    entry.values().forEach(this::notOfToken);
                }
                fields.add(rules.read(field, entry));
            } else if (field == NativeField.TIME || (field == NativeField.EVENT && feed == Feed.ISSUANCE)) {
                fault(0, field.label(), "is missing: every record of the " + feed.label() + " feed has it");
            }
        }
        for (Entry entry : text.entries()) {
            if (!isKnown(entry.key())) {
                fault(
                        entry.line(),
                        entry.key(),
                        "is neither a field of the native format nor one of " + String.join(", ", new TreeSet<>(KEYS)));
            }
        }
        return List.copyOf(fields);
    }

    private void notOfToken(Value value) {
        if (OF_A_TOKEN.matcher(value.text()).find()) {
            fault(
                    value.line(),
                    NativeField.KIND.label(),
                    "is what the gateway knows of a request, never what a token says of itself");
        }
    }

    private boolean isKnown(String key) {
        if (KEYS.contains(key) || NativeField.named(key) != null) {
            return true;
        }
        int dot = key.lastIndexOf('.');
        String field = dot < 0 ? "" : key.substring(0, dot);
        boolean about = dot > 0
                && Set.of(FieldRuleReader.VALUES, FieldRuleReader.FORMAT, FieldRuleReader.ZONE, FieldRuleReader.AFTER)
                        .contains(key.substring(dot));
        return about && NativeField.named(field) != null && text.entry(field) != null;
    }

    private Set<String> words(String key) {
        Set<String> words = new TreeSet<>();
        each(key, value -> words.addAll(Arrays.asList(value.split("\\s+"))));
        return Set.copyOf(words);
    }

    private @Nullable String oneOf(String key, List<String> allowed) {
        Entry entry = text.entry(key);
        if (entry == null) {
            return null;
        }
        String value = entry.values().size() == 1 ? entry.values().get(0).text() : "";
        if (!allowed.contains(value)) {
            fault(entry.line(), key, "must be " + String.join(" or ", allowed));
            return null;
        }
        return value;
    }

    private void each(String key, Consumer<String> reading) {
        Entry entry = text.entry(key);
        if (entry != null) {
            entry.each(this::fault, reading);
        }
    }

    private void fault(int line, String key, String rule) {
        faults.add(new MappingFault(file, line, key, rule));
    }
}

package org.forgedtoken.detector.mapping;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.forgedtoken.detector.mapping.FieldRule.TimeFormat;
import org.forgedtoken.detector.mapping.FieldRule.ValueSource;
import org.forgedtoken.detector.mapping.MappingText.Entry;
import org.forgedtoken.detector.reading.NativeField;
import org.jspecify.annotations.Nullable;

/** Understands the keys of one field: {@code event}, {@code event.values}, {@code time.format}, {@code time.zone}. */
final class FieldRuleReader {
    private static final String VALUES = ".values";
    private static final String FORMAT = ".format";
    private static final String ZONE = ".zone";
    private static final String AFTER = ".after";
    /** What may be said about a field, behind its name. */
    static final Set<String> ABOUT = Set.of(VALUES, FORMAT, ZONE, AFTER);

    private static final String WHERE = " where ";

    private static final Set<NativeField> TIMES =
            EnumSet.of(NativeField.TIME, NativeField.ISSUED_AT, NativeField.EXPIRES_AT, NativeField.SINCE);
    private static final Set<NativeField> NAMING_A_TOKEN =
            EnumSet.of(NativeField.TOKEN, NativeField.TOKEN_ID, NativeField.TOKEN_DIGEST);

    private final MappingText text;
    private final Expressions expressions;
    private final Set<String> secrets = new TreeSet<>();

    FieldRuleReader(MappingText text, Expressions expressions) {
        this.text = text;
        this.expressions = expressions;
    }

    /** Names of parameters, cookies and members that hold tokens, as far as fields have been read. */
    Set<String> secrets() {
        return secrets;
    }

    FieldRule read(NativeField field, Entry entry) {
        List<ValueSource> sources = new ArrayList<>();
        text.each(entry.key(), value -> sources.add(source(field, value)));
        if (entry.values().isEmpty()) {
            text.fault(entry, "names no place");
        }
        return new FieldRule(field, List.copyOf(sources), texts(field), after(field), format(field));
    }

    private ValueSource source(NativeField field, String value) {
        int where = value.lastIndexOf(WHERE);
        if (value.startsWith("\"") && where < value.indexOf('"', 1)) {
            where = -1; // it stands in a constant
        }
        Expressions.Expression expression =
                expressions.read(where < 0 ? value : value.substring(0, where).strip(), NAMING_A_TOKEN.contains(field));
        ValueSource source = expression.source();
        if (expression.constant() != null) {
            check(field, expression.constant());
        }
        if (field == NativeField.TOKEN) {
            secrets.addAll(expression.names());
        }
        if (where < 0) {
            return source;
        }
        Predicate<Values> condition =
                expressions.condition(value.substring(where + WHERE.length()).strip());
        return values -> condition.test(values) ? source.in(values) : null;
    }

    private Map<String, String> texts(NativeField field) {
        Map<String, String> texts = new HashMap<>();
        text.each(field.label() + VALUES, value -> {
            int arrow = value.lastIndexOf("->");
            if (arrow < 1) {
                throw new IllegalArgumentException("must be 'their value -> our value'");
            }
            String ours = value.substring(arrow + 2).strip();
            check(field, ours);
            if (texts.put(value.substring(0, arrow).strip(), ours) != null) {
                throw new IllegalArgumentException("stands for two things");
            }
        });
        return Map.copyOf(texts);
    }

    private @Nullable NativeField after(NativeField field) {
        Entry entry = text.entry(field.label() + AFTER);
        if (entry == null) {
            return null;
        }
        NativeField base = NativeField.named(entry.single());
        if (!TIMES.contains(field) || field == NativeField.TIME) {
            text.fault(entry, "'" + field.label() + "' is no time that can lie behind another");
        } else if (base == field || (base != NativeField.TIME && base != NativeField.ISSUED_AT)) {
            text.fault(entry, "must be time or issued_at: the value is seconds after it");
        } else if (text.entry(entry.single()) == null) {
            text.fault(entry, "'" + entry.single() + "' is not mapped");
        }
        return base;
    }

    private @Nullable TimeFormat format(NativeField field) {
        Entry formats = text.entry(field.label() + FORMAT);
        Entry zones = text.entry(field.label() + ZONE);
        Entry first = formats == null ? zones : formats;
        if (first == null) {
            return null;
        }
        if (!TIMES.contains(field)) {
            text.fault(first, "'" + field.label() + "' is no time");
            return null;
        }
        ZoneId zone = zones == null ? null : zone(zones);
        if (formats == null) {
            return zone == null
                    ? null
                    : new TimeFormat(List.of(DateTimeFormatter.ISO_LOCAL_DATE_TIME.withZone(zone)), false);
        }
        List<DateTimeFormatter> formatters = new ArrayList<>();
        text.each(formats.key(), value -> {
            if (!value.equals(TimeFormat.SECONDS)) {
                DateTimeFormatter formatter = TimeFormat.formatter(value, zone);
                if (!TimeFormat.isWhole(formatter)) {
                    throw new IllegalArgumentException("must have date, time and offset; where a log states no offset,"
                            + " name its zone: " + field.label() + ZONE + " = UTC");
                }
                formatters.add(formatter);
            }
        });
        boolean seconds =
                formats.values().stream().anyMatch(value -> value.text().equals(TimeFormat.SECONDS));
        return new TimeFormat(formatters, seconds);
    }

    private @Nullable ZoneId zone(Entry entry) {
        if (entry.values().size() != 1) {
            text.fault(entry, "must be one zone");
            return null;
        }
        try {
            return ZoneId.of(entry.single());
        } catch (DateTimeException e) {
            text.fault(entry, "must be a zone such as UTC, +09:00 or Asia/Seoul");
            return null;
        }
    }

    /** What a field can mean: a text that is written into the mapping must be one of these. */
    private static void check(NativeField field, String text) {
        String wrong = switch (field) {
            case EVENT ->
                List.of("issued", "revoked", "heartbeat", FieldRule.SKIP).contains(text)
                        ? null
                        : "an event is issued, revoked, heartbeat or skip";
            case AUTHENTICATED, SIGNATURE_VALID ->
                text.equals("true") || text.equals("false") ? null : "must be true or false";
            case STATUS -> text.matches("\\d{1,3}") ? null : "a status is a number of up to three digits";
            default -> null;
        };
        if (wrong != null) {
            throw new IllegalArgumentException(wrong);
        }
    }
}

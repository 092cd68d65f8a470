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
import java.util.regex.Pattern;
import org.forgedtoken.detector.mapping.MappingText.Entry;
import org.forgedtoken.detector.mapping.MappingText.Faults;
import org.forgedtoken.detector.reading.NativeField;
import org.jspecify.annotations.Nullable;

/** Understands the keys of one field: {@code event}, {@code event.values}, {@code time.format}, {@code time.zone}. */
final class FieldRuleReader {
    static final String VALUES = ".values";
    static final String FORMAT = ".format";
    static final String ZONE = ".zone";
    static final String AFTER = ".after";

    private static final String WHERE = " where ";

    private static final Set<NativeField> TIMES =
            EnumSet.of(NativeField.TIME, NativeField.ISSUED_AT, NativeField.EXPIRES_AT, NativeField.SINCE);
    private static final Set<NativeField> NAMING_A_TOKEN =
            EnumSet.of(NativeField.TOKEN, NativeField.TOKEN_ID, NativeField.TOKEN_DIGEST);
    private static final Pattern STATUS = Pattern.compile("\\d{1,3}");

    private final MappingText text;
    private final ExpressionReader expressions;
    private final SkipRuleReader conditions;
    private final Faults faults;
    private final Set<String> secrets = new TreeSet<>();

    FieldRuleReader(MappingText text, ExpressionReader expressions, Faults faults) {
        this.text = text;
        this.expressions = expressions;
        this.conditions = new SkipRuleReader(expressions);
        this.faults = faults;
    }

    /** Names of parameters, cookies and members that hold tokens, as far as fields have been read. */
    Set<String> secrets() {
        return secrets;
    }

    FieldRule read(NativeField field, Entry entry) {
        List<ValueSource> sources = new ArrayList<>();
        entry.each(faults, value -> {
            int where = where(value);
            ExpressionReader.Expression expression = expressions.read(
                    where < 0 ? value : value.substring(0, where).strip());
            if (expression.source() instanceof ValueSource.Constant constant) {
                check(field, constant.text());
            }
            if (field == NativeField.TOKEN) {
                secrets.addAll(expression.names());
            }
            ValueSource source = NAMING_A_TOKEN.contains(field) ? certain(expression.source()) : expression.source();
            sources.add(
                    where < 0
                            ? source
                            : new ValueSource.Where(
                                    source,
                                    conditions.read(value.substring(where + WHERE.length())
                                            .strip())));
        });
        if (entry.values().isEmpty()) {
            faults.add(entry.line(), entry.key(), "names no place");
        }
        return new FieldRule(field, List.copyOf(sources), texts(field), after(field), format(field));
    }

    private static ValueSource certain(ValueSource source) {
        return source instanceof ValueSource.Taken taken
                ? new ValueSource.Certain(taken.place(), taken.steps())
                : source;
    }

    /** Where the condition of a value begins, or -1; one inside a constant is none. */
    private static int where(String text) {
        int where = text.lastIndexOf(WHERE);
        return text.startsWith("\"") && where < text.indexOf('"', 1) ? -1 : where;
    }

    private Map<String, String> texts(NativeField field) {
        Map<String, String> texts = new HashMap<>();
        Entry entry = text.entry(field.label() + VALUES);
        if (entry == null) {
            return Map.of();
        }
        entry.each(faults, value -> {
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
        String named = entry.values().size() == 1 ? entry.values().get(0).text() : "";
        NativeField base = named.equals(NativeField.TIME.label())
                ? NativeField.TIME
                : named.equals(NativeField.ISSUED_AT.label()) ? NativeField.ISSUED_AT : null;
        if (!TIMES.contains(field) || field == NativeField.TIME) {
            faults.add(entry.line(), entry.key(), "'" + field.label() + "' is no time that can lie behind another");
        } else if (base == null || base == field) {
            faults.add(entry.line(), entry.key(), "must be time or issued_at: the value is seconds after it");
        } else if (text.entry(base.label()) == null) {
            faults.add(entry.line(), entry.key(), "'" + named + "' is not mapped");
        }
        return base;
    }

    private @Nullable TimeFormat format(NativeField field) {
        Entry formats = text.entry(field.label() + FORMAT);
        Entry zones = text.entry(field.label() + ZONE);
        Entry first = formats == null ? zones : formats;
        if (first != null && !TIMES.contains(field)) {
            faults.add(first.line(), first.key(), "'" + field.label() + "' is no time");
            return null;
        }
        ZoneId zone = zones == null ? null : zone(zones);
        if (formats == null) {
            return zone == null ? null : TimeFormat.of(List.of(TimeFormat.local(zone)), false);
        }
        List<DateTimeFormatter> formatters = new ArrayList<>();
        formats.each(faults, value -> {
            if (value.equals(TimeFormat.SECONDS)) {
                return;
            }
            DateTimeFormatter formatter = TimeFormat.formatter(value, zone);
            if (!TimeFormat.isWhole(formatter)) {
                throw new IllegalArgumentException("must have date, time and offset; where a log states no offset,"
                        + " name its zone: " + field.label() + ZONE + " = UTC");
            }
            formatters.add(formatter);
        });
        return TimeFormat.of(
                formatters,
                formats.values().stream().anyMatch(value -> value.text().equals(TimeFormat.SECONDS)));
    }

    private @Nullable ZoneId zone(Entry entry) {
        if (entry.values().size() == 1) {
            try {
                return ZoneId.of(entry.values().get(0).text());
            } catch (DateTimeException e) {
                faults.add(entry.line(), entry.key(), "must be a zone such as UTC, +09:00 or Asia/Seoul");
                return null;
            }
        }
        faults.add(entry.line(), entry.key(), "must be one zone");
        return null;
    }

    /** What a field can mean: a text that is written into the mapping must be one of these. */
    private static void check(NativeField field, String text) {
        switch (field) {
            case EVENT -> {
                if (!List.of("issued", "revoked", "heartbeat", FieldRule.SKIP).contains(text)) {
                    throw new IllegalArgumentException("an event is issued, revoked, heartbeat or skip");
                }
            }
            case AUTHENTICATED, SIGNATURE_VALID -> {
                if (!text.equals("true") && !text.equals("false")) {
                    throw new IllegalArgumentException("must be true or false");
                }
            }
            case STATUS -> {
                if (!STATUS.matcher(text).matches()) {
                    throw new IllegalArgumentException("a status is a number of up to three digits");
                }
            }
            default -> {
                // any text
            }
        }
    }
}

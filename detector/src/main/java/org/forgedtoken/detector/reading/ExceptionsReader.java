package org.forgedtoken.detector.reading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.alert.Exceptions.Expected;
import org.forgedtoken.detector.alert.Exceptions.Network;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.jwt.BoundedText;
import org.forgedtoken.detector.reading.jwt.Unreadable;
import org.forgedtoken.detector.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code exceptions.file}: one JSON object a line with {@code rule}, {@code entity} or {@code network},
 * {@code reason} and {@code until}, all of them texts ({@code until} a time as in records); empty lines and lines that
 * begin with {@code #} say nothing.
 */
public final class ExceptionsReader {
    private static final long MAX_BYTES = 1 << 24;

    private static final Set<String> NAMES = new TreeSet<>(Set.of("rule", "entity", "network", "reason", "until"));

    private static final String STAR = "%2A";

    private ExceptionsReader() {}

    /**
     * The exceptions of this file.
     *
     * @throws WrongExceptions with everything that is wrong, each with its line
     */
    public static Exceptions read(Path file) {
        String text;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new WrongExceptions("The file of exceptions " + file + " is larger than 16 MiB.");
            }
            text = Files.readString(file);
        } catch (IOException e) {
            throw new WrongExceptions("The file of exceptions " + file + " cannot be read: " + e.getMessage() + ".");
        }
        List<Expected> expected = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\\r?\\n", -1)) {
            String place = "line " + ++number + ", ";
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                List<String> wrong = new ArrayList<>();
                Expected one = entry(line.strip(), wrong);
                wrong.forEach(fault -> faults.add(place + fault));
                if (one != null) {
                    expected.add(one);
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new WrongExceptions(file.toString(), faults);
        }
        return new Exceptions(expected);
    }

    private static @Nullable Expected entry(String line, List<String> wrong) {
        Map<String, String> members = new HashMap<>();
        try {
            JsonTree.strictly(line.getBytes(StandardCharsets.UTF_8)).members().forEach((name, value) -> {
                if (!NAMES.contains(name)) {
                    wrong.add("has '" + BoundedText.beginning(name, BoundedText.MOST, "...") + "', which is none of "
                            + String.join(", ", NAMES));
                } else if (value.isText() || value.isWholeNumber()) {
                    members.put(name, String.valueOf(value.scalar()));
                } else {
                    wrong.add(name + ": must be a text");
                }
            });
        } catch (Unreadable e) {
            wrong.add("is " + e.why());
            return null;
        }
        Rule rule = Arrays.stream(Rule.values())
                .filter(one -> one.id().equals(members.get("rule")))
                .findFirst()
                .orElse(null);
        String entity = members.get("entity");
        String stated = members.get("network");
        Network network = stated == null ? null : Network.parse(stated).orElse(null);
        String reason = members.get("reason");
        long until = InputTime.of(members.getOrDefault("until", ""));
        boolean single = rule != null && Expected.isOfSingleEntities(rule);
        String alone = rule == null ? "" : rule.id() + " is excepted for one entity alone";
        String rules = Arrays.stream(Rule.values()).map(Rule::id).collect(Collectors.joining(", "));
        Map<String, Boolean> right = new LinkedHashMap<>();
        right.put("rule: must be one of " + rules, rule != null);
        right.put(
                "network: must be an address or a network such as 203.0.113.0/24 or 2001:db8::/48",
                stated == null || network != null);
        right.put(
                "until: must be there, a time such as 2026-12-31T00:00:00Z: an exception without an end is a hole",
                Times.known(until));
        right.put("names no entity and no network", entity != null || stated != null);
        right.put("reason: must be there", reason != null && !reason.isBlank());
        right.put("network: " + alone, !single || stated == null);
        right.put(
                "entity: " + alone + ", without a pattern (a star that is part of it is written " + STAR + ")",
                !single || entity == null || entity.indexOf('*') < 0);
        right.forEach((fault, is) -> {
            if (!is) {
                wrong.add(fault);
            }
        });
        String named = single && entity != null ? entity.replace(STAR, "*") : entity;
        return wrong.isEmpty() && rule != null && reason != null
                ? new Expected(rule, named, network, reason, until)
                : null;
    }

    /** A file of exceptions that cannot be used, with all that is wrong. */
    public static final class WrongExceptions extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongExceptions(String file, List<String> faults) {
            super("Wrong exceptions:\n  " + file + ", " + String.join("\n  " + file + ", ", faults));
        }

        WrongExceptions(String sentence) {
            super(sentence);
        }
    }
}

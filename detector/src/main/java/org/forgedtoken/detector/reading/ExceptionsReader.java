package org.forgedtoken.detector.reading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.alert.ExpectedAlert;
import org.forgedtoken.detector.alert.Network;
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
        List<ExpectedAlert> expected = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\\r?\\n", -1)) {
            String place = "line " + ++number + ", ";
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                List<String> wrong = new ArrayList<>();
                ExpectedAlert one = entry(line.strip(), wrong);
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

    private static @Nullable ExpectedAlert entry(String line, List<String> wrong) {
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
        Rule rule = rule(members.get("rule"), wrong);
        String entity = members.get("entity");
        Network network = network(members.get("network"), wrong);
        String reason = members.get("reason");
        long until = until(members.get("until"), wrong);
        if (entity == null && !members.containsKey("network")) {
            wrong.add("names no entity and no network");
        }
        if (reason == null || reason.isBlank()) {
            wrong.add("reason: must be there");
        }
        if (rule != null && ExpectedAlert.isOfSingleEntities(rule)) {
            if (members.containsKey("network")) {
                wrong.add("network: " + rule.id() + " is excepted for one entity alone");
            }
            if (entity != null && entity.indexOf('*') >= 0) {
                wrong.add(
                        "entity: " + rule.id() + " is excepted for one entity alone, without a pattern (a star that is"
                                + " part of it is written " + STAR + ")");
            }
            entity = entity == null ? null : entity.replace(STAR, "*");
        }
        return wrong.isEmpty() && rule != null && reason != null
                ? new ExpectedAlert(rule, entity, network, reason, until)
                : null;
    }

    private static @Nullable Rule rule(@Nullable String id, List<String> wrong) {
        Optional<Rule> rule =
                Arrays.stream(Rule.values()).filter(one -> one.id().equals(id)).findFirst();
        if (rule.isEmpty()) {
            wrong.add("rule: must be one of "
                    + String.join(
                            ", ", Arrays.stream(Rule.values()).map(Rule::id).toList()));
        }
        return rule.orElse(null);
    }

    private static @Nullable Network network(@Nullable String text, List<String> wrong) {
        if (text == null) {
            return null;
        }
        Optional<Network> network = Network.parse(text);
        if (network.isEmpty()) {
            wrong.add("network: must be an address or a network such as 203.0.113.0/24 or 2001:db8::/48");
        }
        return network.orElse(null);
    }

    private static long until(@Nullable String text, List<String> wrong) {
        long until = text == null ? Times.UNKNOWN : InputTime.of(text);
        if (!Times.known(until)) {
            wrong.add(
                    "until: must be there, a time such as 2026-12-31T00:00:00Z: an exception without an end is a hole");
        }
        return until;
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

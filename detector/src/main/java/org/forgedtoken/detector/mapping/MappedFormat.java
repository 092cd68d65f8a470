package org.forgedtoken.detector.mapping;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.mapping.MappingReader.WrongMapping;
import org.forgedtoken.detector.reading.FeedFormat;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.reading.Fields;
import org.forgedtoken.detector.reading.NativeField;
import org.forgedtoken.detector.reading.RecordParser;
import org.forgedtoken.detector.reading.Refused;
import org.forgedtoken.detector.reading.RejectReason;
import org.forgedtoken.detector.reading.jwt.TokenDigest;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Trouble;
import org.jspecify.annotations.Nullable;

/** Records that a mapping translates. */
public final class MappedFormat extends FeedFormat {
    private final Mapping mapping;

    private MappedFormat(MappingFile file, Mapping mapping) {
        super(file.name(), file.sha256(), mapping.kinds(), mapping.secrets());
        this.mapping = mapping;
    }

    /**
     * The format of this name.
     *
     * @param name {@code native}, that of a shipped format, or the path of a mapping file
     * @throws WrongMapping where there is none, or with every fault that the file has
     */
    public static FeedFormat named(String name, Feed feed) {
        return name.equals(FeedFormat.NATIVE.name()) ? FeedFormat.NATIVE : of(MappingFile.named(name, feed), feed);
    }

    /**
     * How the settings say that the records of the feeds are written.
     *
     * @throws WrongMapping where a mapping is not there, or wrong
     */
    public static FeedFormats ofFeeds(Settings settings) {
        return new FeedFormats(
                named(settings.get(Catalogue.ACCESS_FORMAT), Feed.ACCESS),
                named(settings.get(Catalogue.ISSUANCE_FORMAT), Feed.ISSUANCE));
    }

    public static MappedFormat of(MappingFile file, Feed feed) {
        return new MappedFormat(file, MappingReader.read(file.name(), file.text(), feed));
    }

    @Override
    protected boolean read(byte @Nullable [] value, Fields fields) {
        Values values = new Values(mapping.places().count(), mapping.absent());
        try {
            if (!take(RecordParser.stated(value), values)) {
                return false;
            }
        } catch (Refused refused) {
            if (isSkippedEvent(values, false)) {
                return false;
            }
            whatThereIs(values, fields);
            throw refused;
        }
        // first, so that nothing else of a record that issues nothing can be refused
        if (isSkippedEvent(values, true) || isSkipped(values)) {
            return false;
        }
        for (FieldRule rule : mapping.fields()) {
            rule.fill(values, fields);
        }
        return true;
    }

    /**
     * Whether the event is one that neither issues nor revokes.
     *
     * @param whole whether all of the record was read: then one without a type issues nothing
     */
    private boolean isSkippedEvent(Values values, boolean whole) {
        for (FieldRule rule : mapping.fields()) {
            if (rule.field() == NativeField.EVENT) {
                Object event = rule.stated(values);
                return event == null ? whole : event.equals(FieldRule.SKIP);
            }
        }
        return false;
    }

    private boolean isSkipped(Values values) {
        for (Predicate<Values> rule : mapping.skip()) {
            try {
                if (rule.test(values)) {
                    return true;
                }
            } catch (Refused refused) {
                // what cannot be told apart is read
            }
        }
        return false;
    }

    private boolean take(byte[] value, Values values) {
        RecordParser.beginningIfTooLarge(value, beginning -> take(beginning, values));
        if (mapping.lines().isEmpty()) {
            json(value, values);
            return true;
        }
        String line = new String(value, StandardCharsets.UTF_8);
        values.put(mapping.line(), line);
        for (Mapping.LineForm form : mapping.lines()) {
            if (form.take(line, values)) {
                // the object inside a line, where this line has one
                if (mapping.json() != Mapping.NOWHERE && values.at(mapping.json()) instanceof String json) {
                    json(json.getBytes(StandardCharsets.UTF_8), values);
                }
                return true;
            }
        }
        if (mapping.skipUnmatched()) {
            return false;
        }
        throw new Refused(RejectReason.NOT_IN_FORMAT);
    }

    private void json(byte[] json, Values values) {
        try (JsonParser parser = RecordParser.open(json)) {
            mapping.places().read(parser, values);
        } catch (IOException e) {
            throw new Refused(RejectReason.NOT_JSON);
        }
    }

    /** The time of a record that broke off behind it, and the token, which a dead letter must not have. */
    private void whatThereIs(Values values, Fields fields) {
        for (FieldRule rule : mapping.fields()) {
            if (rule.field() == NativeField.TIME
                    || rule.field() == NativeField.TOKEN
                    || rule.field() == NativeField.ISSUER) {
                try {
                    rule.fill(values, fields);
                } catch (Refused refused) {
                    // it has none that could be read
                }
            }
        }
    }

    /**
     * What a mapping file says, ready to read with.
     *
     * @param lines the forms of a line, tried in this order; none where the record is JSON as a whole
     * @param line the place of the whole line
     * @param json the place of the JSON object in a line; {@link #NOWHERE} where there is none
     * @param skipUnmatched whether a line of another form is skipped; else it is a dead letter
     * @param kinds the kinds of tokens that the feed carries; empty: all
     * @param absent texts that stand for nothing
     * @param secrets names of parameters, cookies and members that hold tokens
     */
    record Mapping(
            JsonPlaces places,
            List<LineForm> lines,
            int line,
            int json,
            boolean skipUnmatched,
            List<FieldRule> fields,
            List<Predicate<Values>> skip,
            Set<String> kinds,
            Set<String> absent,
            Set<String> secrets) {
        /** No place. */
        static final int NOWHERE = -1;

        /**
         * One form that a line may have.
         *
         * @param pattern of the whole line
         * @param captures the pattern's named groups and the places for what they capture
         */
        record LineForm(Pattern pattern, Map<String, Integer> captures) {

            /** Whether the line has this form; then its captures are taken. */
            boolean take(String line, Values values) {
                Matcher matcher = Expressions.PatternText.search(pattern, line, Matcher::matches);
                if (matcher == null) {
                    return false;
                }
                captures.forEach((name, place) -> {
                    String text = matcher.group(name);
                    if (text != null) {
                        values.put(place, text);
                    }
                });
                return true;
            }
        }
    }

    /**
     * A mapping file as it was found.
     *
     * @param name as asked for: a shipped one's name, or a path
     * @param sha256 of its bytes, in lower-case hex
     */
    public record MappingFile(String name, String text, String sha256) {
        /** The mappings that come with the program, by feed, in the order in which they are named to a user. */
        static final Map<Feed, List<String>> SHIPPED = Map.of(
                Feed.ACCESS, List.of("combined", "envoy", "nginx", "traefik", "kong"),
                Feed.ISSUANCE, List.of("keycloak", "auth0", "okta", "entra"));

        /** A mapping is a page long; what is larger is something else. */
        private static final int MAX_BYTES = 1 << 20;

        /** The shipped mapping of this name, of whatever feed, or the file at this path. */
        static MappingFile named(String name, Feed feed) {
            if (SHIPPED.values().stream().anyMatch(names -> names.contains(name))) {
                return shipped(name);
            }
            Path path = Trouble.path(name).orElse(null);
            if (path == null || !Files.isRegularFile(path)) {
                throw new WrongMapping("There is no format '" + name + "' of the " + feed.label()
                        + " feed: there are native, " + String.join(", ", SHIPPED.getOrDefault(feed, List.of()))
                        + ", and there is no mapping file at that path.");
            }
            try {
                if (Files.size(path) > MAX_BYTES) {
                    throw new WrongMapping("The file " + name + " is larger than 1 MiB, and no mapping.");
                }
                return of(name, Files.readAllBytes(path));
            } catch (IOException e) {
                throw new WrongMapping("The mapping " + name + " cannot be read: " + e.getMessage());
            }
        }

        private static MappingFile shipped(String name) {
            try (InputStream in = MappingFile.class.getResourceAsStream("/mappings/" + name + ".mapping")) {
                if (in == null) {
                    throw new IllegalStateException("the program comes with the mapping " + name);
                }
                return of(name, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static MappingFile of(String name, byte[] content) {
            String sha256 = HexFormat.of().formatHex(TokenDigest.sha256().digest(content));
            return new MappingFile(name, new String(content, StandardCharsets.UTF_8), sha256);
        }
    }
}

package org.forgedtoken.detector.mapping;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.reading.FeedFormat;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.reading.Fields;
import org.forgedtoken.detector.reading.NativeField;
import org.forgedtoken.detector.reading.RecordParser;
import org.forgedtoken.detector.reading.Refused;
import org.forgedtoken.detector.reading.RejectReason;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
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
}

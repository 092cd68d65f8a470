package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the records of a feed are written. Safe for use by several threads. */
public abstract class FeedFormat {
    /** One JSON object a record, with the fields of CONTRACT, section 3. */
    public static final FeedFormat NATIVE = new NativeFormat();

    /** A format of one name. */
    protected FeedFormat() {}

    /** As it was asked for. */
    public abstract String name();

    /** Lower-case hex SHA-256 of the mapping file; null where there is no file. */
    public abstract @Nullable String sha256();

    /**
     * The key of a record that was refused, as it goes with its dead letter: without any token, nor the record's own.
     *
     * @param value of the record, read once more to find its token
     */
    public final @Nullable String keyOfRefused(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null) {
            return null;
        }
        Fields fields = new Fields();
        try {
            read(value, fields);
        } catch (RuntimeException refused) {
            // it is why there is a dead letter; what was found up to there stays
        }
        // before it is cut: a part of a token could not be told
        return excerpt(fields.strike(new String(key, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
    }

    /** The kinds of tokens that the feed carries; empty: all. */
    public abstract Set<String> kinds();

    /**
     * Fills the fields.
     *
     * @return false where the record is none of this feed's
     * @throws Refused with the reason; the time stays where it could be read
     */
    protected abstract boolean read(byte @Nullable [] value, Fields fields);

    /** The beginning of a record that was refused, without any token. */
    protected abstract String excerpt(byte @Nullable [] value);

    private static final class NativeFormat extends FeedFormat {
        @Override
        public String name() {
            return "native";
        }

        @Override
        public @Nullable String sha256() {
            return null;
        }

        @Override
        public Set<String> kinds() {
            return Set.of();
        }

        @Override
        protected boolean read(byte @Nullable [] value, Fields fields) {
            RecordParser.parse(value, fields, NativeField::named);
            return true;
        }

        @Override
        protected String excerpt(byte @Nullable [] value) {
            return Excerpt.of(value);
        }
    }
}

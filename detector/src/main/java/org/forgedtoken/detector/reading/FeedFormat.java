package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the records of a feed are written. Safe for use by several threads. */
public abstract class FeedFormat {
    /** One JSON object a record, with the fields of reference/records.md. */
    public static final FeedFormat NATIVE = new FeedFormat("native", null, Set.of(), Set.of()) {
        @Override
        protected boolean read(byte @Nullable [] value, Fields fields) {
            RecordParser.parse(value, fields, NativeField::named);
            return true;
        }
    };

    private final String name;
    private final @Nullable String sha256;
    private final Set<String> kinds;
    private final Excerpt excerpt;

    /** @param secrets names of parameters, cookies and members that hold tokens, beside the usual ones */
    protected FeedFormat(String name, @Nullable String sha256, Set<String> kinds, Set<String> secrets) {
        this.name = name;
        this.sha256 = sha256;
        this.kinds = Set.copyOf(kinds);
        this.excerpt = new Excerpt(secrets);
    }

    /** As it was asked for. */
    public final String name() {
        return name;
    }

    /** Lower-case hex SHA-256 of the mapping file; null where there is no file. */
    public final @Nullable String sha256() {
        return sha256;
    }

    /** The kinds of tokens that the feed carries; empty: all. */
    public final Set<String> kinds() {
        return kinds;
    }

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

    /**
     * Fills the fields.
     *
     * @return false where the record is none of this feed's
     * @throws Refused with the reason; the time stays where it could be read
     */
    protected abstract boolean read(byte @Nullable [] value, Fields fields);

    /** The beginning of a record that was refused, without any token. */
    final String excerpt(byte @Nullable [] value) {
        return excerpt.in(value);
    }
}

package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.jwt.BoundedText;
import org.forgedtoken.detector.reading.jwt.Unicode;
import org.jspecify.annotations.Nullable;

/**
 * A record of a compacted list, keys or accounts: its key names what it is about where the value does not, and without a
 * value it says that the entry is gone.
 */
final class ListedRecord {
    private final Fields fields = new Fields();
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final long latest;

    /** @param latest epoch ms; a later time is ahead of the clock */
    ListedRecord(byte @Nullable [] key, byte @Nullable [] value, long latest) {
        this.key = key;
        this.value = value;
        this.latest = latest;
    }

    boolean isTombstone() {
        return value == null;
    }

    /** Reads the value. */
    void parse() {
        RecordParser.parseListed(value, fields);
    }

    /** The fields as far as they were read. */
    Fields fields() {
        return fields;
    }

    /** What the record is about: as the field says, else as the record's key does. */
    String name(NativeField field) {
        String stated = fields.text(field);
        String name = stated != null ? stated : ofKey(field);
        if (name == null) {
            throw new Refused(RejectReason.NO_IDENTITY);
        }
        return BoundedText.of(name);
    }

    /** A key's id, and whose it is; null where that is not said. */
    record KeyName(@Nullable String issuer, String keyId) {}

    /** The key that the record is about: as its fields say, else as the record's key does. */
    KeyName keyName() {
        String ofKey = ofKey(NativeField.KEY_ID);
        int bar = ofKey == null ? -1 : ofKey.indexOf('|');
        String issuer = fields.text(NativeField.ISSUER);
        String keyId = fields.text(NativeField.KEY_ID);
        if (ofKey != null && bar >= 0) {
            issuer = issuer == null ? ofKey.substring(0, bar) : issuer;
            keyId = keyId == null ? ofKey.substring(bar + 1) : keyId;
        }
        keyId = keyId == null ? ofKey : keyId;
        if (keyId == null || keyId.isEmpty()) {
            throw new Refused(RejectReason.NO_IDENTITY);
        }
        return new KeyName(BoundedText.ofNullable(issuer), BoundedText.of(keyId));
    }

    /** The state, in any case; {@code unstated} where there is none. */
    <S extends Enum<S>> S state(Class<S> states, S unstated) {
        String stated = fields.text(NativeField.STATE);
        if (stated == null) {
            return unstated;
        }
        for (S state : states.getEnumConstants()) {
            if (state.name().equalsIgnoreCase(stated)) {
                return state;
            }
        }
        throw new Refused(RejectReason.BAD_FIELD);
    }

    /** The record's own time, epoch ms. */
    long time() {
        return notAhead(fields.requiredTime());
    }

    /** The time, where it is not ahead of the clock. */
    long notAhead(long time) {
        if (time > latest) {
            throw new Refused(RejectReason.TIME_AHEAD);
        }
        return time;
    }

    /** For a dead letter: the time where it can be read, else {@link Times#UNKNOWN}. */
    long readableTime() {
        long time = fields.timeIfReadable();
        return time > latest ? Times.UNKNOWN : time;
    }

    /** For a dead letter. */
    String excerpt() {
        return Excerpt.of(value);
    }

    private @Nullable String ofKey(NativeField field) {
        if (key == null || key.length == 0 || key.length > RecordParser.MAX_BYTES) {
            return null;
        }
        Fields cleaned = new Fields();
        cleaned.put(field, Unicode.mend(new String(key, StandardCharsets.UTF_8)));
        return cleaned.text(field);
    }
}

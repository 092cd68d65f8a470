package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.reading.Reading.Rejected;
import org.forgedtoken.detector.reading.jwt.BoundedText;
import org.forgedtoken.detector.reading.jwt.Unicode;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Reads a compacted list, keys or accounts, in native JSON: a record's key names what it is about where the value does not,
 * and without a value it says that the entry is gone. Safe for use by several threads.
 */
public final class ListReader {
    private final Settings settings;
    private final Function<Listed, Reading> meaning;

    private ListReader(Settings settings, Function<Listed, Reading> meaning) {
        this.settings = settings;
        this.meaning = meaning;
    }

    /** Of the keys feed; a record's key is {@code <issuer>|<key id>} or the key id. */
    public static ListReader ofKeys(Settings settings) {
        return new ListReader(settings, record -> key(record, settings.get(Catalogue.ACCESS_ISSUER)));
    }

    /** Of the accounts feed; a record's key is the account id. */
    public static ListReader ofAccounts(Settings settings) {
        return new ListReader(settings, ListReader::account);
    }

    /**
     * Reads one record; never throws for what is in it.
     *
     * @param key null where there is none, as in a file
     * @param value null in a tombstone
     * @param writtenAt when the record was written, epoch ms: the time of a tombstone
     * @param wallClockMillis now, against which a time ahead is told
     */
    public Reading read(byte @Nullable [] key, byte @Nullable [] value, long writtenAt, long wallClockMillis) {
        Fields fields = new Fields();
        long latest = wallClockMillis + settings.millis(Catalogue.CLOCK_MAX_AHEAD);
        try {
            if (value != null) {
                RecordParser.parse(value, fields, NativeField::namedInList);
            }
            return meaning.apply(new Listed(fields, key, value == null, writtenAt, latest));
        } catch (Refused refused) {
            return new Rejected(refused.reason(), Excerpt.of(value), fields.timeIfReadable(latest));
        } catch (RuntimeException fault) {
            return Rejected.of(fault);
        }
    }

    private static Reading key(Listed record, String unstatedIssuer) {
        String ofKey = record.ofKey(NativeField.KEY_ID);
        int bar = ofKey == null ? -1 : ofKey.indexOf('|');
        String issuer = record.fields.text(NativeField.ISSUER);
        String keyId = record.fields.text(NativeField.KEY_ID);
        if (ofKey != null) {
            issuer = issuer == null && bar >= 0 ? ofKey.substring(0, bar) : issuer;
            keyId = keyId == null ? ofKey.substring(bar + 1) : keyId;
        }
        if (keyId == null || keyId.isEmpty()) {
            throw new Refused(RejectReason.NO_IDENTITY);
        }
        if (record.isTombstone) {
            return new Reading.KeyGone(record.time(), BoundedText.ofNullable(issuer), BoundedText.of(keyId));
        }
        return new Reading.Key(new KeyRecord(
                record.time(),
                BoundedText.of(issuer == null ? unstatedIssuer : issuer),
                BoundedText.of(keyId),
                record.state(KeyRecord.State.class, KeyRecord.State.ACTIVE),
                record.fields.time(NativeField.NOT_BEFORE),
                record.fields.time(NativeField.NOT_AFTER),
                record.fields.time(NativeField.AT_RISK_SINCE)));
    }

    private static Reading account(Listed record) {
        long time = record.time();
        String stated = record.fields.text(NativeField.ACCOUNT_ID);
        String account = stated != null ? stated : record.ofKey(NativeField.ACCOUNT_ID);
        if (account == null) {
            throw new Refused(RejectReason.NO_IDENTITY);
        }
        return new Reading.Account(new AccountRecord(
                time,
                BoundedText.of(account),
                record.isTombstone
                        ? AccountRecord.State.DELETED
                        : record.state(AccountRecord.State.class, AccountRecord.State.ACTIVE),
                record.fields.time(NativeField.NOT_BEFORE),
                BoundedText.ofNullable(record.fields.text(NativeField.CLASS)),
                false));
    }

    /** @param latest epoch ms; a later time is ahead of the clock */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and not changed
    private record Listed(Fields fields, byte @Nullable [] key, boolean isTombstone, long writtenAt, long latest) {
        /** The record's own time, epoch ms. */
        long time() {
            long time = isTombstone ? writtenAt : fields.requiredTime();
            if (time > latest) {
                throw new Refused(RejectReason.TIME_AHEAD);
            }
            return time;
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

        /** The record's key, as a field would be read. */
        @Nullable
        String ofKey(NativeField field) {
            if (key == null || key.length == 0 || key.length > RecordParser.MAX_BYTES) {
                return null;
            }
            Fields cleaned = new Fields();
            cleaned.put(field, Unicode.mend(new String(key, StandardCharsets.UTF_8)));
            return cleaned.text(field);
        }
    }
}

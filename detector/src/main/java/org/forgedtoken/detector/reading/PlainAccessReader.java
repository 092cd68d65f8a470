package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.feed.Recent;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.reading.jwt.BoundedText;
import org.forgedtoken.detector.reading.jwt.JwtScan;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Reads of an access what JUDGE asks of an ordinary one, and nothing else: one in the native format, accepted, of a token
 * with an id, in plain texts of usual length. Whatever else it meets, right or wrong, it leaves to {@link AccessReader}, so
 * that one reader alone says what a record means; what it does take is what that reader would take. Not thread-safe.
 */
public final class PlainAccessReader {
    /** Characters of a text; {@link AccessReader} may cut or hash longer ones. */
    private static final int LONGEST = 128;

    private static final NativeField[] REQUEST = {
        NativeField.SOURCE_IP, NativeField.USER_AGENT, NativeField.METHOD, NativeField.PATH, NativeField.REQUEST_ID
    };

    private static final int LONGEST_RECORD = 16 * 1024;

    /** What is no time: a stated one that is left to the other reader. */
    private static final long NOT_PLAIN = Long.MAX_VALUE;

    private final String issuerIfNone;
    private final long maxAhead;
    private final BitSet refusedStatus = new BitSet();
    private final ProtectedPaths protectedPaths;
    private final TokenIdentity identity;
    private final CarriedIssuers carried;
    private final PlainFields fields = new PlainFields(Recent.texts(8, JwtScan::strike));

    /** Of the issuer that came last: whether its tokens are told apart by their ids, and how their keys begin. */
    private String issuer = "";

    private boolean isById;
    private byte[] prefix = {};

    public PlainAccessReader(Settings settings, CarriedIssuers carried) {
        this.issuerIfNone = BoundedText.of(settings.get(Catalogue.ACCESS_ISSUER));
        this.maxAhead = settings.millis(Catalogue.CLOCK_MAX_AHEAD);
        settings.get(Catalogue.ACCESS_REFUSED_STATUS).forEach(refusedStatus::set);
        this.protectedPaths = new ProtectedPaths(settings.get(Catalogue.ACCESS_PROTECTED_PATHS));
        this.identity = settings.identity();
        this.carried = carried;
    }

    /**
     * Reads one record.
     *
     * @param key of the record, where it is to be that of its token: another one is for others to judge; null: any
     * @return false where {@link AccessReader} has to read it; then {@code use} says nothing
     */
    public boolean read(byte @Nullable [] key, byte @Nullable [] value, long wallClock, PlainUse use) {
        return value != null && isUse(key, value, wallClock, use) && isRequest(use);
    }

    /**
     * Reads one record of which all that {@link AccessReader} takes from it can be taken as it is written: that is what is
     * left in the fields. The use has no source then.
     *
     * @return null where {@link AccessReader} has to read it; then {@code use} says nothing
     */
    public @Nullable PlainFields readWhole(byte @Nullable [] value, long wallClock, PlainUse use) {
        return value != null && isUse(null, value, wallClock, use) && isRequestPlain() ? fields : null;
    }

    private boolean isUse(byte @Nullable [] key, byte[] value, long wallClock, PlainUse use) {
        return value.length <= LONGEST_RECORD
                && fields.read(value)
                && isAccepted()
                && isToken(key, value, use)
                && isInTime(wallClock, use);
    }

    private boolean isRequestPlain() {
        for (NativeField field : REQUEST) {
            if (fields.has(field) && !isText(field, AccessReader.MAX_REQUEST_FIELD)) {
                return false;
            }
        }
        return true;
    }

    /** As {@link AccessReader} sees it; a signature that is known bad is none of ours. */
    private boolean isAccepted() {
        boolean isPlain = !fields.has(NativeField.TOKEN)
                && !fields.has(NativeField.TOKEN_DIGEST)
                && (!fields.has(NativeField.SIGNATURE_VALID) || fields.isTrue(NativeField.SIGNATURE_VALID))
                && (!fields.has(NativeField.KIND)
                        || (isText(NativeField.KIND) && !"refresh".equalsIgnoreCase(fields.clean(NativeField.KIND))));
        if (!isPlain || fields.has(NativeField.AUTHENTICATED)) {
            return isPlain && fields.isTrue(NativeField.AUTHENTICATED) && fields.status() >= 0;
        }
        int status = fields.status();
        return status == 0
                || (status > 0
                        && !refusedStatus.get(status)
                        && (protectedPaths.areAll()
                                || (isText(NativeField.PATH)
                                        && protectedPaths.contain(
                                                AccessReader.before('?', fields.clean(NativeField.PATH))))));
    }

    private boolean isToken(byte @Nullable [] key, byte[] value, PlainUse use) {
        if (!isText(NativeField.TOKEN_ID)
                || !(isText(NativeField.ISSUER) || !fields.has(NativeField.ISSUER))
                || !isTextIfAny(NativeField.ACCOUNT_ID)
                || !isTextIfAny(NativeField.CLIENT_ID)
                || !isTextIfAny(NativeField.KEY_ID)) {
            return false;
        }
        String stated = fields.has(NativeField.ISSUER) ? fields.clean(NativeField.ISSUER) : issuerIfNone;
        learn(stated);
        int from = fields.from(NativeField.TOKEN_ID) + 1;
        int to = fields.to(NativeField.TOKEN_ID) - 1;
        if (!isById
                || !carried.judgedAs(stated).equals(stated)
                || isEncoded(value, from, to)
                || (key != null && !isKey(key, value, from, to))) {
            return false;
        }
        use.begin(value, key == null ? key(value, from, to) : key, issuer);
        if (fields.has(NativeField.ACCOUNT_ID)) {
            use.account(fields.from(NativeField.ACCOUNT_ID) + 1, fields.to(NativeField.ACCOUNT_ID) - 1);
        }
        use.client(textIfAny(NativeField.CLIENT_ID), textIfAny(NativeField.KEY_ID));
        return true;
    }

    private boolean isKey(byte[] key, byte[] value, int from, int to) {
        return key.length == prefix.length + to - from
                && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)
                && Arrays.equals(key, prefix.length, key.length, value, from, to);
    }

    private byte[] key(byte[] value, int from, int to) {
        byte[] key = Arrays.copyOf(prefix, prefix.length + to - from);
        System.arraycopy(value, from, key, prefix.length, to - from);
        return key;
    }

    private void learn(String stated) {
        if (!stated.equals(issuer)) {
            issuer = stated;
            isById = identity.kindOf(stated) == IdentityKind.ID;
            prefix = TokenKey.ofId(stated, "").text().getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Whether a key's text has it otherwise. */
    private static boolean isEncoded(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '%' || bytes[i] == '|' || bytes[i] == ':') {
                return true;
            }
        }
        return false;
    }

    private boolean isInTime(long wallClock, PlainUse use) {
        long time = time(NativeField.TIME);
        long issuedAt = time(NativeField.ISSUED_AT);
        long expiresAt = time(NativeField.EXPIRES_AT);
        use.times(time, issuedAt, expiresAt);
        return Times.known(time) && time <= wallClock + maxAhead && issuedAt != NOT_PLAIN && expiresAt != NOT_PLAIN;
    }

    private long time(NativeField field) {
        if (!fields.has(field)) {
            return Times.UNKNOWN;
        }
        long digits = fields.digits(field, InputTime.DIGITS_OF_MILLIS);
        long time = digits >= 0
                ? InputTime.ofWhole(digits)
                : isText(field) ? InputTime.of(fields.text(field)) : Times.UNKNOWN;
        return Times.known(time) ? time : NOT_PLAIN;
    }

    private boolean isRequest(PlainUse use) {
        if (!isText(NativeField.SOURCE_IP) || !isTextIfAny(NativeField.PATH)) {
            return false;
        }
        int path = fields.has(NativeField.PATH) ? fields.from(NativeField.PATH) + 1 : 0;
        use.request(Source.of(fields.text(NativeField.SOURCE_IP)), path, fields.pathTo());
        return true;
    }

    /** Whether it is a text that {@link AccessReader} takes as it is written. */
    private boolean isText(NativeField field) {
        return isText(field, LONGEST);
    }

    private boolean isText(NativeField field, int longest) {
        return fields.has(field)
                && fields.isText(field)
                && fields.length(field) <= longest
                && !fields.mayHoldToken(field);
    }

    private boolean isTextIfAny(NativeField field) {
        return !fields.has(field) || isText(field);
    }

    private @Nullable String textIfAny(NativeField field) {
        return fields.has(field) ? fields.clean(field) : null;
    }
}

package org.forgedtoken.detector.reading;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Presentation;
import org.forgedtoken.detector.feed.Recent;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.reading.Reading.Anonymous;
import org.forgedtoken.detector.reading.Reading.Rejected;
import org.forgedtoken.detector.reading.Reading.Skipped;
import org.forgedtoken.detector.reading.jwt.JwtReader;
import org.forgedtoken.detector.reading.jwt.JwtScan;
import org.forgedtoken.detector.reading.jwt.SignedText;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.reading.signature.SignatureCheck.Result;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Reads the access feed. Safe for use by several threads. */
public final class AccessReader {
    /** Longer request fields are cut: they are evidence to look at, and a stranger wrote them. */
    static final int MAX_REQUEST_FIELD = 1024;

    private final Settings settings;
    private final ProtectedPaths protectedPaths;
    private final JwtReader tokens;
    private final SignatureCheck signatures;
    private final FeedFormat format;
    private final Recent<String> known = Recent.texts(8, JwtScan::strike);

    /** Reads the native format under these settings, checking signatures that the records do not speak of. */
    public AccessReader(Settings settings, SignatureCheck signatures) {
        this(settings, signatures, FeedFormat.NATIVE);
    }

    /** Reads this format. */
    public AccessReader(Settings settings, SignatureCheck signatures, FeedFormat format) {
        this.format = format;
        this.settings = settings;
        this.protectedPaths = new ProtectedPaths(settings.get(Catalogue.ACCESS_PROTECTED_PATHS));
        this.tokens = new JwtReader(settings::acceptsNumericClaims);
        this.signatures = signatures;
    }

    /** Whether it reads the native format. */
    public boolean isNative() {
        return format.equals(FeedFormat.NATIVE);
    }

    /**
     * Reads one record; never throws for what is in it.
     *
     * @param origin {@code file:line} or {@code topic-partition-offset}
     * @param wallClockMillis now, against which a time ahead is told
     */
    public Reading read(byte @Nullable [] value, String origin, long wallClockMillis) {
        long latest = wallClockMillis + settings.millis(Catalogue.CLOCK_MAX_AHEAD);
        Fields fields = new Fields(known);
        try {
            return format.read(value, fields) ? read(fields, value, origin, latest) : new Skipped();
        } catch (Refused refused) {
            return new Rejected(refused.reason(), fields.strike(format.excerpt(value)), fields.timeIfReadable(latest));
        } catch (RuntimeException fault) {
            return Rejected.of(fault);
        }
    }

    private Reading read(Fields fields, byte @Nullable [] value, String origin, long latest) {
        List<PresentedToken> presented = PresentedToken.of(fields, tokens, settings);
        if ("refresh".equalsIgnoreCase(fields.text(NativeField.KIND))) {
            return new Skipped();
        }
        long time = fields.requiredTime();
        if (time > latest) {
            throw new Refused(RejectReason.TIME_AHEAD);
        }
        boolean token = !presented.get(0).isAbsent();
        String path = path(fields, token);
        Request request = request(fields, token, path);
        boolean accepted = isAccepted(fields, request.status(), path);
        Signature logged = loggedSignature(fields);
        if (!token) {
            return new Anonymous(time, fields.text(NativeField.ACCOUNT_ID), request, accepted);
        }
        List<AccessRecord> read = new ArrayList<>(1);
        List<AccessRecord> unreadable = new ArrayList<>(0);
        RejectReason reason = null;
        for (PresentedToken one : presented) {
            Signature said = one.logged() ? logged : Signature.UNKNOWN;
            (one.wrong() == null ? read : unreadable).add(access(time, one, request, said, accepted, origin));
            reason = reason == null ? one.wrong() : reason;
        }
        if (reason != null && read.isEmpty()) {
            // the one that proves most
            AccessRecord told = unreadable.stream()
                    .filter(access -> access.signature() == Signature.VALID)
                    .findFirst()
                    .orElse(unreadable.get(0));
            return new Rejected(reason, fields.strike(format.excerpt(value)), time, accepted ? told : null, true, null);
        }
        return several(read, accepted ? unreadable : List.of());
    }

    /** The access is counted with the first token that is judged; where none is, it was refused. */
    private static Reading.Access several(List<AccessRecord> read, List<AccessRecord> unreadable) {
        if (read.size() == 1) {
            return new Reading.Access(read.get(0), List.of(), unreadable);
        }
        List<AccessRecord> judged = read.stream().filter(AccessRecord::isJudged).toList();
        AccessRecord counted = judged.isEmpty() ? read.get(0) : judged.get(0);
        List<AccessRecord> further =
                judged.stream().skip(1).map(AccessRecord::behindAnother).toList();
        return new Reading.Access(counted, further, unreadable);
    }

    /** @param token whether there is one; else what is no source says that the mapping is wrong */
    private static Request request(Fields fields, boolean token, @Nullable String path) {
        return new Request(
                fields.beginning(NativeField.SOURCE_IP, token, MAX_REQUEST_FIELD),
                fields.beginning(NativeField.USER_AGENT, true, MAX_REQUEST_FIELD),
                fields.beginning(NativeField.METHOD, true, MAX_REQUEST_FIELD),
                path == null ? null : Fields.cut(before('#', path), MAX_REQUEST_FIELD),
                fields.status(),
                fields.beginning(NativeField.REQUEST_ID, true, MAX_REQUEST_FIELD));
    }

    /** The path without its query, as long as it matters to where it leads. */
    private static @Nullable String path(Fields fields, boolean token) {
        String path = fields.beginning(NativeField.PATH, token, ProtectedPaths.LONGEST + 1);
        return path == null ? null : before('?', path);
    }

    /** See reference/records.md. A logged status on a path that was not logged counts as protected. */
    private boolean isAccepted(Fields fields, int status, @Nullable String path) {
        Boolean authenticated = fields.flag(NativeField.AUTHENTICATED);
        if (authenticated != null) {
            return authenticated;
        }
        return status == 0
                || (!settings.get(Catalogue.ACCESS_REFUSED_STATUS).contains(status) && protectedPaths.contain(path));
    }

    private static Signature loggedSignature(Fields fields) {
        Boolean valid = fields.flag(NativeField.SIGNATURE_VALID);
        return valid == null ? Signature.UNKNOWN : valid ? Signature.VALID : Signature.INVALID;
    }

    /** The log's word that a signature is good outweighs our check; that it is bad, only where no published key verifies it. */
    private AccessRecord access(
            long time, PresentedToken presented, Request request, Signature logged, boolean accepted, String origin) {
        TokenClaims claims = presented.claims();
        SignedText signed = presented.signed();
        if (signed == null || claims.digest() == null) {
            return new AccessRecord(time, claims, request, logged, accepted, origin);
        }
        Result checked = signatures.check(claims.issuer(), request.sourceIp(), claims.digest(), signed);
        Signature own = checked.signature();
        boolean good = own == Signature.VALID;
        Signature signature = logged == Signature.UNKNOWN || good ? own : logged;
        boolean mismatch = good
                ? checked.otherKey() || logged == Signature.INVALID
                : own == Signature.INVALID && logged == Signature.VALID && !signed.isCutOff();
        Presentation presentation = mismatch || checked.verifiedFor() != null || presented.kind() != null
                ? new Presentation(false, mismatch, checked.verifiedFor(), null, presented.kind())
                : Presentation.PLAIN;
        return new AccessRecord(time, claims, request, signature, accepted, origin, presentation);
    }

    static String before(char end, String path) {
        int at = path.indexOf(end);
        return at < 0 ? path : path.substring(0, at);
    }
}

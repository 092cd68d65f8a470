package org.forgedtoken.detector.reading;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.forgedtoken.detector.feed.IssuanceRecord.Heartbeat;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.IssuanceRecord.KeyRevoked;
import org.forgedtoken.detector.feed.IssuanceRecord.Revoked;
import org.forgedtoken.detector.feed.RawToken;
import org.forgedtoken.detector.feed.Recent;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.reading.Reading.Rejected;
import org.forgedtoken.detector.reading.Reading.Skipped;
import org.forgedtoken.detector.reading.jwt.BoundedText;
import org.forgedtoken.detector.reading.jwt.JwtReader;
import org.forgedtoken.detector.reading.jwt.JwtScan;
import org.forgedtoken.detector.reading.jwt.TokenReading;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Reads the issuance feed. Safe for use by several threads. */
public final class IssuanceReader {
    private static final String ISSUED = "issued";
    private static final Set<String> EVENTS = Set.of(ISSUED, "revoked", "heartbeat");

    private final Settings settings;
    private final TokenIdentity identity;
    private final JwtReader tokens;
    private final FeedFormat format;
    private final Recent<String> known = Recent.texts(8, JwtScan::strike);

    /** Reads the native format under these settings. */
    public IssuanceReader(Settings settings) {
        this(settings, FeedFormat.NATIVE);
    }

    /** Reads this format. */
    public IssuanceReader(Settings settings, FeedFormat format) {
        this.format = format;
        this.settings = settings;
        this.identity = settings.identity();
        this.tokens = new JwtReader(settings::acceptsNumericClaims);
    }

    /** The same for records in the native format. */
    public IssuanceReader natively() {
        return new IssuanceReader(settings);
    }

    /**
     * Reads one record; never throws for what is in it.
     *
     * @param wallClockMillis now, against which a time ahead is told
     */
    public Reading read(byte @Nullable [] value, long wallClockMillis) {
        long latest = wallClockMillis + settings.millis(Catalogue.CLOCK_MAX_AHEAD);
        Fields fields = new Fields(known);
        try {
            return format.read(value, fields) ? read(fields, latest) : new Skipped();
        } catch (Refused refused) {
            String event = eventIfReadable(fields);
            if (event != null && !EVENTS.contains(event)) {
                return new Skipped();
            }
            long time = fields.timeIfReadable(Long.MAX_VALUE);
            return new Rejected(
                    refused.reason(),
                    fields.strike(format.excerpt(value)),
                    time > latest ? Times.UNKNOWN : time,
                    null,
                    time > latest || event == null || event.equals(ISSUED),
                    issuerIfReadable(fields));
        } catch (RuntimeException fault) {
            return Rejected.of(fault);
        }
    }

    /** What a record that cannot be read says that it is; null where that cannot be read either. */
    private static @Nullable String eventIfReadable(Fields fields) {
        try {
            String event = fields.text(NativeField.EVENT);
            return event == null ? null : event.toLowerCase(Locale.ROOT);
        } catch (Refused refused) {
            return null;
        }
    }

    /** What the token itself says, else what the record says; null where neither can be read. */
    private @Nullable String issuerIfReadable(Fields fields) {
        try {
            RawToken raw = fields.tokenPlaces().only();
            TokenReading reading = raw == null ? null : tokens.read(raw);
            String own = reading instanceof TokenReading.Jwt jwt ? jwt.issuer() : null;
            return BoundedText.ofNullable(own != null ? own : fields.text(NativeField.ISSUER));
        } catch (Refused refused) {
            return null;
        }
    }

    private Reading read(Fields fields, long latest) {
        String event = fields.text(NativeField.EVENT);
        return switch (event == null ? ISSUED : event.toLowerCase(Locale.ROOT)) {
            case ISSUED -> {
                PresentedToken presented = presented(fields);
                yield new Reading.Issuance(new Issued(time(fields, latest), identified(presented)));
            }
            case "revoked" -> revoked(fields, latest);
            case "heartbeat" -> heartbeat(fields, latest);
            default -> new Skipped();
        };
    }

    private Reading revoked(Fields fields, long latest) {
        PresentedToken presented = presented(fields);
        long time = time(fields, latest);
        String keyId = fields.text(NativeField.KEY_ID);
        return new Reading.Issuance(
                presented.isAbsent() && keyId != null
                        ? new KeyRevoked(time, presented.claims().issuer(), BoundedText.of(keyId))
                        : new Revoked(time, named(presented)));
    }

    private PresentedToken presented(Fields fields) {
        List<PresentedToken> all = PresentedToken.of(fields, tokens, settings);
        if (all.size() > 1) {
            throw new Refused(RejectReason.BAD_FIELD);
        }
        return all.get(0);
    }

    private static Reading heartbeat(Fields fields, long latest) {
        long time = time(fields, latest);
        long since = fields.time(NativeField.SINCE);
        if (since > time) {
            throw new Refused(RejectReason.BAD_TIME);
        }
        return new Reading.Issuance(
                new Heartbeat(time, since, BoundedText.ofNullable(fields.text(NativeField.ISSUER))));
    }

    /** The token's claims, which must name it in the way in which its issuer's tokens are told apart. */
    private TokenClaims identified(PresentedToken presented) {
        TokenClaims token = named(presented);
        if (!identity.isIn(token)) {
            throw new Refused(RejectReason.NO_IDENTITY);
        }
        return token;
    }

    /** The token's claims, which must name it in some way. */
    private TokenClaims named(PresentedToken presented) {
        if (presented.wrong() != null) {
            throw new Refused(presented.wrong());
        }
        if (!identity.isNamed(presented.claims())) {
            throw new Refused(RejectReason.NO_IDENTITY);
        }
        return presented.claims();
    }

    private static long time(Fields fields, long latest) {
        long time = fields.requiredTime();
        if (time > latest) {
            throw new Refused(RejectReason.TIME_AHEAD);
        }
        return time;
    }
}

package org.forgedtoken.detector.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.forgedtoken.detector.feed.RawToken;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.reading.jwt.Bearers;
import org.forgedtoken.detector.reading.jwt.BoundedText;
import org.forgedtoken.detector.reading.jwt.JwtReader;
import org.forgedtoken.detector.reading.jwt.SignedText;
import org.forgedtoken.detector.reading.jwt.TokenReading;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * A token of one record, by its text, its id or its digest: what it says of itself wins over what the record says, which
 * fills the rest.
 *
 * @param wrong why it cannot be read, for the dead letter; null where it can
 * @param signed what may be checked of it; null where nothing can
 * @param kind that it claims for itself, where it is a JWT
 * @param logged whether what the record says of a signature is said of this one
 */
record PresentedToken(
        TokenClaims claims,
        @Nullable RejectReason wrong,
        @Nullable SignedText signed,
        @Nullable String kind,
        boolean logged) {

    /** Whether the record names no token, but what it says beside: enough where tokens are told apart by account and client. */
    boolean isAbsent() {
        return wrong == null && claims.tokenId() == null && claims.digest() == null;
    }

    /**
     * The tokens of one record, each once: at least one, which is absent where the record has none. Which of several the
     * gateway believed nobody can know, so each is read; what the record says beside, it says of the first. Call it first: it
     * strikes them from other fields.
     */
    static List<PresentedToken> of(Fields fields, JwtReader reader, Settings settings) {
        TokenPlaces found = fields.tokenPlaces();
        RawToken only = found.only();
        if (only != null && reader.read(only) instanceof TokenReading.Jwt jwt) {
            fields.redact(List.of(only.reveal()));
            return List.of(of(jwt, StatedClaims.of(fields, settings, true), true));
        }
        List<String> texts = found.texts();
        fields.redact(texts);
        boolean inDoubt = found.isInDoubt();
        TokenClaims stated;
        try {
            stated = StatedClaims.of(fields, settings, inDoubt || !texts.isEmpty());
        } catch (Refused refused) {
            if (!fields.has(NativeField.TOKEN_ID) && !fields.has(NativeField.TOKEN_DIGEST)) {
                throw refused;
            }
            // a claim of the wrong type that a gateway logged without its token
            TokenClaims readable = StatedClaims.of(fields, settings, true);
            return List.of(new PresentedToken(readable, refused.reason(), null, null, true));
        }
        if (texts.isEmpty() && !inDoubt) {
            return List.of(new PresentedToken(stated, null, null, null, true));
        }
        List<PresentedToken> tokens = new ArrayList<>(1);
        boolean alone = !texts.isEmpty() && found.each().get(0).size() == 1;
        Set<String> seen = new HashSet<>();
        for (String text : texts.subList(0, Math.min(texts.size(), Bearers.MOST))) {
            boolean first = tokens.isEmpty();
            TokenReading reading = reader.read(new RawToken(text));
            if (seen.add(reading.digest() + signature(reading))) {
                boolean logged = texts.size() == 1 || isMeant(reading, stated.tokenId(), first && alone);
                tokens.add(of(reading, first ? stated : StatedClaims.none(settings, stated.kind()), logged));
            }
        }
        if (inDoubt || texts.size() > Bearers.MOST) {
            tokens.add(new PresentedToken(stated, RejectReason.BAD_FIELD, null, null, texts.isEmpty()));
        }
        return tokens;
    }

    /** What tells tokens of one content apart: a bad signature before a good one hides nothing. */
    private static String signature(TokenReading reading) {
        return reading instanceof TokenReading.Jwt jwt
                ? HexFormat.of().formatHex(jwt.signed().signature())
                : String.valueOf(reading instanceof TokenReading.Unreadable);
    }

    /** Whether the record speaks of this token: of the one with the id that it states, else of the first. */
    private static boolean isMeant(TokenReading reading, @Nullable String statedId, boolean first) {
        return (statedId != null && reading instanceof TokenReading.Jwt jwt && jwt.tokenId() != null)
                ? BoundedText.of(jwt.tokenId()).equals(statedId)
                : first;
    }

    private static PresentedToken of(TokenReading reading, TokenClaims beside, boolean logged) {
        if (reading instanceof TokenReading.Jwt jwt) {
            return new PresentedToken(StatedClaims.fill(jwt, beside), null, jwt.signed(), jwt.kind(), logged);
        }
        return reading instanceof TokenReading.Unreadable unreadable
                ? new PresentedToken(
                        StatedClaims.ofUnreadable(beside, unreadable),
                        RejectReason.TOKEN_UNREADABLE,
                        unreadable.lax().signed(),
                        null,
                        logged)
                : new PresentedToken(beside.withDigest(reading.digest()), null, null, null, logged);
    }
}

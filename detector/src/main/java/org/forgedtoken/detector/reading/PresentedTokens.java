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
import org.forgedtoken.detector.reading.jwt.TokenReading;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one record, each once. Which of several the gateway believed nobody can know, so each is read; what the
 * record says beside, it says of the first.
 */
final class PresentedTokens {
    private PresentedTokens() {}

    /** At least one: a record without a token has one that is absent. Call it first: it strikes them from other fields. */
    static List<PresentedToken> of(Fields fields, JwtReader reader, ReadingPolicy policy) {
        TokenPlaces found = fields.tokenPlaces();
        RawToken only = found.only();
        if (only != null && reader.read(only) instanceof TokenReading.Jwt jwt) {
            fields.redact(List.of(only.reveal()));
            return List.of(
                    new PresentedToken.Named(StatedClaims.fill(jwt, StatedClaims.of(fields, policy, true)), jwt, true));
        }
        List<String> texts = found.texts();
        fields.redact(texts);
        boolean inDoubt = found.isInDoubt();
        TokenClaims stated;
        try {
            stated = StatedClaims.of(fields, policy, inDoubt || !texts.isEmpty());
        } catch (Refused refused) {
            if (!fields.has(NativeField.TOKEN_ID) && !fields.has(NativeField.TOKEN_DIGEST)) {
                throw refused;
            }
            // a claim of the wrong type that a gateway logged without its token
            TokenClaims readable = StatedClaims.of(fields, policy, true);
            return List.of(new PresentedToken.Unreadable(readable, refused.reason(), null, true));
        }
        if (texts.isEmpty() && !inDoubt) {
            boolean absent = stated.tokenId() == null && stated.digest() == null;
            return List.of(absent ? new PresentedToken.Absent(stated) : new PresentedToken.Named(stated, null, true));
        }
        List<PresentedToken> tokens = read(found.each(), texts, stated, reader, policy);
        if (inDoubt || texts.size() > Bearers.MOST) {
            tokens.add(new PresentedToken.Unreadable(stated, RejectReason.BAD_FIELD, null, texts.isEmpty()));
        }
        return tokens;
    }

    private static List<PresentedToken> read(
            List<List<String>> places, List<String> texts, TokenClaims stated, JwtReader reader, ReadingPolicy policy) {
        Set<String> seen = new HashSet<>();
        List<PresentedToken> tokens = new ArrayList<>(1);
        for (String text : texts.subList(0, Math.min(texts.size(), Bearers.MOST))) {
            boolean first = tokens.isEmpty();
            TokenClaims beside = first ? stated : StatedClaims.none(policy, stated.kind());
            TokenReading reading = reader.read(new RawToken(text));
            if (seen.add(reading.digest() + signature(reading))) {
                boolean alone = places.get(0).size() == 1;
                boolean logged = texts.size() == 1 || isMeant(reading, stated.tokenId(), first && alone);
                tokens.add(token(reading, beside, logged));
            }
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

    private static PresentedToken token(TokenReading reading, TokenClaims beside, boolean logged) {
        if (reading instanceof TokenReading.Jwt jwt) {
            return new PresentedToken.Named(StatedClaims.fill(jwt, beside), jwt, logged);
        }
        return reading instanceof TokenReading.Unreadable unreadable
                ? new PresentedToken.Unreadable(
                        StatedClaims.ofUnreadable(beside, unreadable),
                        RejectReason.TOKEN_UNREADABLE,
                        unreadable.lax().signed(),
                        logged)
                : new PresentedToken.Named(beside.withDigest(reading.digest()), null, logged);
    }
}

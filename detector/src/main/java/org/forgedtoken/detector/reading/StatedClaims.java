package org.forgedtoken.detector.reading;

import java.util.Locale;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.reading.jwt.BoundedText;
import org.forgedtoken.detector.reading.jwt.TokenReading;
import org.forgedtoken.detector.reading.jwt.TokenReading.LaxJwt;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;

/** What a record's own fields say of its token. */
final class StatedClaims {
    private static final int DIGEST_LENGTH = 64;

    private StatedClaims() {}

    /**
     * What the fields say.
     *
     * @param beside whether they stand beside the token itself, which wins: then what is no claim is not stated
     */
    static TokenClaims of(Fields fields, Settings settings, boolean beside) {
        return new TokenClaims(
                BoundedText.of(either(fields.text(NativeField.ISSUER, beside), settings.get(Catalogue.ACCESS_ISSUER))),
                BoundedText.ofNullable(fields.text(NativeField.TOKEN_ID, beside)),
                false,
                digest(fields, beside),
                BoundedText.ofNullable(fields.text(NativeField.ACCOUNT_ID, beside)),
                BoundedText.ofNullable(fields.text(NativeField.CLIENT_ID, beside)),
                BoundedText.ofNullable(fields.text(NativeField.KEY_ID, beside)),
                fields.claimTime(NativeField.ISSUED_AT, beside),
                fields.claimTime(NativeField.EXPIRES_AT, beside),
                kind(fields));
    }

    /** What is said of a token of which the record says nothing. */
    static TokenClaims none(Settings settings, @Nullable String kind) {
        return new TokenClaims(
                BoundedText.of(settings.get(Catalogue.ACCESS_ISSUER)),
                null,
                false,
                null,
                null,
                null,
                null,
                Times.UNKNOWN,
                Times.UNKNOWN,
                kind);
    }

    private static @Nullable String kind(Fields fields) {
        String kind = BoundedText.ofNullable(fields.text(NativeField.KIND));
        return kind == null ? null : kind.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String digest(Fields fields, boolean beside) {
        String text = fields.text(NativeField.TOKEN_DIGEST, beside);
        if (text == null) {
            return null;
        }
        String digest = text.toLowerCase(Locale.ROOT);
        boolean isDigest = digest.length() == DIGEST_LENGTH;
        for (int i = 0; isDigest && i < DIGEST_LENGTH; i++) {
            char c = digest.charAt(i);
            isDigest = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        if (!isDigest) {
            if (beside) {
                return null;
            }
            throw new Refused(RejectReason.BAD_FIELD);
        }
        return digest;
    }

    /** The token's own claims, and what the record says where it is silent. */
    static TokenClaims fill(TokenReading.Jwt jwt, TokenClaims stated) {
        String tokenId = BoundedText.ofNullable(jwt.tokenId() != null ? jwt.tokenId() : stated.tokenId());
        return new TokenClaims(
                BoundedText.of(either(jwt.issuer(), stated.issuer())),
                tokenId,
                jwt.tokenId() == null,
                jwt.digest(),
                BoundedText.ofNullable(jwt.subject() != null ? jwt.subject() : stated.account()),
                BoundedText.ofNullable(jwt.client() != null ? jwt.client() : stated.client()),
                BoundedText.ofNullable(jwt.keyId() != null ? jwt.keyId() : stated.keyId()),
                Times.either(jwt.issuedAt(), stated.issuedAt()),
                Times.either(jwt.expiresAt(), stated.expiresAt()),
                stated.kind());
    }

    /** The record's claims for a token that cannot be read, and whose a lax reader may take it for. */
    static TokenClaims ofUnreadable(TokenClaims stated, TokenReading.Unreadable token) {
        LaxJwt lax = token.lax();
        return new TokenClaims(
                BoundedText.of(either(lax.issuer(), stated.issuer())),
                stated.tokenId(),
                false,
                token.digest(),
                stated.account(),
                stated.client(),
                BoundedText.ofNullable(lax.keyId() != null ? lax.keyId() : stated.keyId()),
                stated.issuedAt(),
                stated.expiresAt(),
                stated.kind());
    }

    private static String either(@Nullable String text, String otherwise) {
        return text != null ? text : otherwise;
    }
}

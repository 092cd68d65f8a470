package org.forgedtoken.detector.judge;

import java.util.HexFormat;
import org.forgedtoken.detector.feed.Sha256;
import org.forgedtoken.detector.feed.TokenClaims;

/** Tells contents apart that are presented without the token itself, whose digest would. */
public final class ContentId {
    private static final int HASH_BYTES = 8;

    private ContentId() {}

    /** 16 hex digits of a hash of all that is stated. */
    public static String of(TokenClaims token) {
        return hash(content(token));
    }

    /** All that is stated, each part with its length before it; a record's own {@code toString} takes microseconds. */
    private static String content(TokenClaims token) {
        StringBuilder content = new StringBuilder(128);
        for (String part :
                new String[] {token.issuer(), token.tokenId(), token.account(), token.client(), token.keyId()}) {
            content.append(part == null ? -1 : part.length()).append(':').append(part);
        }
        return content.append(token.idAbsent())
                .append(token.issuedAt())
                .append('/')
                .append(token.expiresAt())
                .toString();
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(Sha256.of(text), 0, HASH_BYTES);
    }
}

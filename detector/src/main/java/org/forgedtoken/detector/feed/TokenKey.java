package org.forgedtoken.detector.feed;

import org.jspecify.annotations.Nullable;

/**
 * The identity under which both feeds meet: the block-entry key of reference/block-entries.md, or {@code tuple:…}.
 *
 * @param text {@code <issuer>|<token id>} or {@code digest:<hex>} or {@code tuple:<issuer>|<account>|<client>}, parts
 *     percent-encoded for {@code %}, {@code |} and {@code :}
 */
public record TokenKey(IdentityKind kind, String text) {
    private static final String SIGNING_KEY = "key:";

    /** The key of a token with an id. */
    public static TokenKey ofId(String issuer, String tokenId) {
        return new TokenKey(IdentityKind.ID, Encoded.of(issuer) + '|' + encode(tokenId));
    }

    /** The key of a token known by its content. */
    public static TokenKey ofDigest(String digest) {
        return new TokenKey(IdentityKind.DIGEST, "digest:" + digest);
    }

    /** The key of all tokens of one account and client, where a provider's log has no token id at all. */
    public static TokenKey ofTuple(String issuer, String account, String client) {
        return new TokenKey(
                IdentityKind.TUPLE, "tuple:" + Encoded.of(issuer) + '|' + encode(account) + '|' + encode(client));
    }

    /** The block-entry key of all tokens that name this signing key. */
    public static String ofSigningKey(String issuer, String keyId) {
        return SIGNING_KEY + encode(issuer) + '|' + encode(keyId);
    }

    /** Whether a text was made by {@link #ofSigningKey}: no encoded issuer holds a colon. */
    public static boolean isOfSigningKey(String text) {
        return text.startsWith(SIGNING_KEY);
    }

    /** A key of whatever the claims state, where they do not state what their issuer's tokens are told apart by. */
    public static TokenKey ofWhatIsStated(TokenClaims token) {
        if (token.tokenId() != null) {
            return ofId(token.issuer(), token.tokenId());
        }
        if (token.digest() != null) {
            return ofDigest(token.digest());
        }
        String account = token.account() == null ? "" : token.account();
        return ofTuple(token.issuer(), account, token.client() == null ? "" : token.client());
    }

    /** The key that was written as this text; no encoded issuer holds a colon, so its start tells the kind. */
    public static TokenKey parse(String text) {
        if (text.startsWith("digest:")) {
            return new TokenKey(IdentityKind.DIGEST, text);
        }
        return new TokenKey(text.startsWith("tuple:") ? IdentityKind.TUPLE : IdentityKind.ID, text);
    }

    /** Percent-encodes what has a meaning inside a key, and nothing else. */
    public static String encode(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%' || c == '|' || c == ':') {
                return part.replace("%", "%25").replace("|", "%7C").replace(":", "%3A");
            }
        }
        return part;
    }

    /**
     * An issuer as it stands in keys. Each is in many keys and most have something to encode, so those that came lately are
     * remembered; a stranger's take a place, and no more. Never changes, and so is safe for use by several threads.
     */
    private record Encoded(String part, String text) {
        private static final @Nullable Encoded[] LATELY = new Encoded[64];

        static String of(String part) {
            int place = part.hashCode() & LATELY.length - 1;
            Encoded there = LATELY[place];
            if (there == null || !there.part.equals(part)) {
                there = new Encoded(part, encode(part));
                LATELY[place] = there;
            }
            return there.text;
        }
    }
}

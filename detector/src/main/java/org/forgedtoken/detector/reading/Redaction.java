package org.forgedtoken.detector.reading;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.feed.RawToken;

/**
 * Strikes tokens from text: the record's own, wherever and however much of it is repeated, and whatever else has the
 * shape of a JWT. In its place stands {@code digest:<hex>}, for a whole JWT the digest by which the ledger knows it.
 */
final class Redaction {
    /** For a record without a token. */
    static final Redaction NONE = new Redaction(List.of(), "");

    /** A shorter part of a token could be a word of its own, and is no secret. */
    private static final int SHORTEST_PART = 16;
    /** A shorter opaque token would strike innocent text. */
    private static final int SHORTEST_TOKEN = 8;

    private final List<String> secrets;
    private final String token;

    private Redaction(List<String> secrets, String token) {
        this.secrets = secrets;
        this.token = token;
    }

    /** Strikes this token, its parts, and every JWT. */
    static Redaction of(RawToken raw) {
        String token = raw.reveal();
        List<String> secrets = new ArrayList<>(3);
        if (token.length() >= SHORTEST_TOKEN) {
            secrets.add(token);
        }
        // All parts but the first: a JWT's header is no secret, and many tokens share it.
        int from = token.indexOf('.') + 1;
        while (from > 0) {
            int dot = token.indexOf('.', from);
            addPart(secrets, token, from, dot < 0 ? token.length() : dot);
            from = dot + 1;
        }
        return new Redaction(secrets, token);
    }

    private static void addPart(List<String> secrets, String token, int from, int to) {
        if (to - from >= SHORTEST_PART) {
            secrets.add(token.substring(from, to));
        }
    }

    /** The text without tokens; mostly the very same text. */
    String clean(String text) {
        String clean = text;
        for (String secret : secrets) {
            if (clean.contains(secret)) {
                clean = clean.replace(secret, "digest:" + TokenDigest.of(token));
            }
        }
        return JwtScan.strike(clean);
    }
}

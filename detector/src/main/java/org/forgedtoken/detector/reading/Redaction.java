package org.forgedtoken.detector.reading;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.feed.RawToken;
import org.forgedtoken.detector.reading.jwt.JwtScan;
import org.forgedtoken.detector.reading.jwt.TokenDigest;
import org.jspecify.annotations.Nullable;

/**
 * Strikes tokens from text: the record's own, wherever and however much of it is repeated, and whatever else has the
 * shape of a JWT. In its place stands {@code digest:<hex>}, for a whole JWT the digest by which the ledger knows it.
 */
public final class Redaction {
    /** For a record without a token. */
    public static final Redaction NONE = new Redaction("", null);
    /** No honest request has more tokens than a few. */
    public static final int MOST_TOKENS = 16;

    /** A shorter part of a token could be a word of its own, and is no secret. */
    private static final int SHORTEST_PART = 16;
    /** A shorter opaque token would strike innocent text. */
    private static final int SHORTEST_TOKEN = 8;

    private final String token;
    private final int shortest;
    private final @Nullable Redaction others;
    private @Nullable List<String> secrets;

    private Redaction(String token, @Nullable Redaction others) {
        this.token = token;
        this.others = others;
        this.shortest = Math.min(shortest(token), others == null ? Integer.MAX_VALUE : others.shortest);
    }

    /** Strikes this token, its parts, and every JWT. */
    public static Redaction of(RawToken raw) {
        return new Redaction(raw.reveal(), null);
    }

    /** The same of each of these, of which nobody knows which is the token: of the first {@link #MOST_TOKENS}. */
    static Redaction ofAll(List<String> texts) {
        Redaction all = NONE;
        for (String text : texts.subList(0, Math.min(texts.size(), MOST_TOKENS))) {
            all = new Redaction(new RawToken(text).reveal(), all);
        }
        return all;
    }

    /** Whether the token itself, or a part of it, may stand in a text of this length; JWTs may in any. */
    boolean mayStrike(int length) {
        return length >= shortest;
    }

    /** The text without tokens; mostly the very same text. */
    public String clean(String text) {
        String clean = text;
        if (mayStrike(text.length())) {
            for (String secret : secrets()) {
                if (clean.contains(secret)) {
                    clean = clean.replace(secret, "digest:" + TokenDigest.of(token));
                }
            }
        }
        return others == null ? JwtScan.strike(clean) : others.clean(clean);
    }

    private List<String> secrets() {
        List<String> found = secrets;
        if (found == null) {
            found = new ArrayList<>(3);
            if (token.length() >= SHORTEST_TOKEN) {
                found.add(token);
            }
            for (int from = partAfter(token, 0); from > 0; from = partAfter(token, from)) {
                int to = partEnd(token, from);
                if (to - from >= SHORTEST_PART) {
                    found.add(token.substring(from, to));
                }
            }
            secrets = found;
        }
        return found;
    }

    private static int shortest(String token) {
        int shortest = token.length() >= SHORTEST_TOKEN ? token.length() : Integer.MAX_VALUE;
        for (int from = partAfter(token, 0); from > 0; from = partAfter(token, from)) {
            int length = partEnd(token, from) - from;
            if (length >= SHORTEST_PART) {
                shortest = Math.min(shortest, length);
            }
        }
        return shortest;
    }

    /** Where the next part begins, or 0. All parts but the first count: many tokens share a JWT's header, which is no secret. */
    private static int partAfter(String token, int from) {
        return token.indexOf('.', from) + 1;
    }

    private static int partEnd(String token, int from) {
        int dot = token.indexOf('.', from);
        return dot < 0 ? token.length() : dot;
    }
}

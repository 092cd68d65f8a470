package org.forgedtoken.detector.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.forgedtoken.detector.feed.RawToken;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;

/**
 * Reads the tokens of {@code Authorization} headers with the reader of access records, so that a token is the same one
 * wherever it is seen. Safe for use by several threads.
 */
public final class AuthorizationReader {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9-]*+) ++(\\S++)");

    private final JwtReader tokens;
    private final TokenClaims nothingStated;

    /** Reads under this policy: a token without an issuer belongs to {@code access.issuer}. */
    public AuthorizationReader(ReadingPolicy policy) {
        this.tokens = new JwtReader(policy);
        this.nothingStated = new TokenClaims(
                policy.accessIssuer(), null, false, null, null, null, null, Times.UNKNOWN, Times.UNKNOWN);
    }

    /** One token of a request. */
    public sealed interface Presented {
        /** A token that says this. */
        record Token(TokenClaims claims) implements Presented {}

        /** A token on which readers may differ. */
        record Unreadable() implements Presented {}
    }

    /**
     * The tokens of all these header values, each once. A request has one; where it has more, nobody can know which of
     * them the gateway believes. No token has a comma in it, and some proxies join equal headers with one.
     */
    public List<Presented> read(List<String> values) {
        Set<String> seen = new HashSet<>();
        List<Presented> all = new ArrayList<>(1);
        for (String value : values) {
            for (String one : value.split(",", -1)) {
                RawToken raw = new RawToken(credentials(one.strip()));
                if (!raw.isEmpty() && seen.add(raw.reveal())) {
                    all.add(read(raw));
                }
            }
        }
        return all;
    }

    /** What follows the scheme (RFC 9110, section 11.4): DPoP, or one of a gateway's own; a name and a password are no token. */
    private static String credentials(String value) {
        Matcher scheme = SCHEME.matcher(value);
        if (!scheme.matches()) {
            return value;
        }
        return scheme.group(1).equalsIgnoreCase("Basic") ? "" : scheme.group(2);
    }

    private Presented read(RawToken raw) {
        TokenReading reading = tokens.read(raw);
        if (reading instanceof TokenReading.Jwt jwt) {
            return new Presented.Token(StatedClaims.fill(jwt, nothingStated));
        }
        return reading instanceof TokenReading.Opaque
                ? new Presented.Token(StatedClaims.withDigest(nothingStated, reading.digest()))
                : new Presented.Unreadable();
    }
}

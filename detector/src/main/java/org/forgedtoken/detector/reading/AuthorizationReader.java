package org.forgedtoken.detector.reading;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.feed.RawToken;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.reading.jwt.Bearers;
import org.forgedtoken.detector.reading.jwt.JwtReader;
import org.forgedtoken.detector.reading.jwt.TokenReading;
import org.forgedtoken.detector.settings.Settings;

/**
 * Reads the tokens of {@code Authorization} headers with the reader of access records, so that a token is the same one
 * wherever it is seen. Safe for use by several threads.
 */
public final class AuthorizationReader {
    private final JwtReader tokens;
    private final TokenClaims nothingStated;

    /** Reads under these settings: a token without an issuer belongs to {@code access.issuer}. */
    public AuthorizationReader(Settings settings) {
        this.tokens = new JwtReader(settings::acceptsNumericClaims);
        this.nothingStated = StatedClaims.none(settings, null);
    }

    /** One token of a request. */
    public sealed interface Presented {
        /** A token that says this; its kind is what it claims for itself. */
        record Token(TokenClaims claims) implements Presented {}

        /** A token on which readers may differ. */
        record Unreadable() implements Presented {}
    }

    /** The tokens of all these header values, each once: where there are several, nobody can know which the gateway believes. */
    public List<Presented> read(List<String> values) {
        List<String> texts = values.stream()
                .flatMap(value -> tokens(value).stream())
                .distinct()
                .toList();
        List<Presented> all = new ArrayList<>(1);
        for (String text : texts.subList(0, Math.min(texts.size(), Bearers.MOST))) {
            all.add(read(new RawToken(text)));
        }
        if (texts.size() > Bearers.MOST) {
            all.add(new Presented.Unreadable());
        }
        return all;
    }

    /** Also of a value without a scheme, or with one of a gateway's own. */
    private static List<String> tokens(String value) {
        List<String> tokens = Bearers.inHeader(value);
        return tokens.isEmpty() ? Bearers.in(value) : tokens;
    }

    private Presented read(RawToken raw) {
        TokenReading reading = tokens.read(raw);
        if (reading instanceof TokenReading.Jwt jwt) {
            return new Presented.Token(StatedClaims.fill(jwt, nothingStated).ofKind(jwt.kind()));
        }
        return reading instanceof TokenReading.Opaque
                ? new Presented.Token(nothingStated.withDigest(reading.digest()))
                : new Presented.Unreadable();
    }
}

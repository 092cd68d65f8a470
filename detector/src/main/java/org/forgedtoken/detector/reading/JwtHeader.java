package org.forgedtoken.detector.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.forgedtoken.detector.reading.StrictJson.Members;
import org.jspecify.annotations.Nullable;

/** A JWT's header as far as it matters; a member that changes how the rest is read makes the token unreadable. */
final class JwtHeader implements Members {
    /** RFC 7515 crit, RFC 7797 b64, RFC 7516 enc and zip: each is an extension that the gateway may not share. */
    private static final Set<String> CHANGES_THE_READING = Set.of("crit", "b64", "enc", "zip");

    private final Claim algorithm = new Claim();
    private final Claim keyId = new Claim();
    private final Claim type = new Claim();
    /** Whether one that does not matter otherwise has a type on which the issuer decides. */
    private boolean othersWrongType;

    @Override
    public void take(String name, JsonToken value, JsonParser parser) throws IOException {
        if (CHANGES_THE_READING.contains(name)) {
            throw new Unreadable("a header member that changes the reading: crit, b64, enc or zip");
        }
        switch (name) {
            case "alg" -> algorithm.takeText(value, parser);
            case "kid" -> keyId.takeText(value, parser);
            case "typ" -> type.takeText(value, parser);
            case "cty", "jku", "x5u", "x5t", "x5t#S256" -> {
                Claim other = new Claim();
                other.takeText(value, parser);
                othersWrongType |= other.isWrongType();
            }
            default -> parser.skipChildren();
        }
    }

    /** The algorithm's type is never up to the issuer: it decides how everything else is checked. */
    void settle() {
        if (algorithm.text() == null || algorithm.isWrongType()) {
            throw new Unreadable("a header without an algorithm");
        }
    }

    boolean isWrongType() {
        return keyId.isWrongType() || type.isWrongType() || othersWrongType;
    }

    String algorithm() {
        String text = algorithm.text();
        if (text == null) {
            throw new Unreadable("a header without an algorithm");
        }
        return text;
    }

    @Nullable
    String keyId() {
        return keyId.clean();
    }

    @Nullable
    String type() {
        return type.clean();
    }

    @Nullable
    String keyIdAsWritten() {
        return keyId.text();
    }
}

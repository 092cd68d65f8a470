package org.forgedtoken.detector.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kind that a JWT claims for itself: by Cognito's {@code token_use}, Keycloak's {@code typ} claim or the header's
 * {@code typ} (RFC 9068: {@code at+jwt}), of which the first that says one counts; else an ID token has {@code nonce} or
 * {@code at_hash} (OpenID Connect Core, section 2).
 */
final class ClaimedKind {
    private static final String APPLICATION = "application/";
    private static final String ACCESS_TOKEN = "at+jwt";
    private static final Set<String> ACCESS = Set.of("access", "bearer", "dpop");
    /** Types of a header that say only how the token is written (RFC 7515, section 4.1.9). */
    private static final Set<String> ANY = Set.of("jwt", "jose");

    private static final int LONGEST = 64;

    private @Nullable String use;
    private @Nullable String type;
    private boolean idToken;

    /** Takes a claim that may say the kind; what is no text says nothing. */
    void take(String name, JsonToken value, JsonParser parser) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            Claim claim = new Claim();
            claim.takeText(value, parser);
            take(name, claim.clean());
        } else {
            parser.skipChildren();
        }
    }

    void take(String name, @Nullable String text) {
        if (name.equals("typ")) {
            type = text;
        } else {
            use = text;
        }
    }

    /** Takes a claim that only an ID token has. */
    void takeOfIdToken(boolean isNull) {
        idToken |= !isNull;
    }

    /** In lower case; null where it is access, or none is claimed. */
    @Nullable
    String of(@Nullable String headerType) {
        for (String stated : new String[] {use, type, headerType}) {
            String kind = stated == null ? "" : normal(stated);
            if (ACCESS.contains(kind) || kind.endsWith(ACCESS_TOKEN)) {
                return null;
            }
            if (!kind.isEmpty() && !ANY.contains(kind)) {
                return kind;
            }
        }
        return idToken ? "id" : null;
    }

    private static String normal(String stated) {
        String text = BoundedText.beginning(stated, LONGEST, "");
        String kind = text.toLowerCase(Locale.ROOT);
        return kind.startsWith(APPLICATION) ? kind.substring(APPLICATION.length()) : kind;
    }
}

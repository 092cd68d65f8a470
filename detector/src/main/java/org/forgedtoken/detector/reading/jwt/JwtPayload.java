package org.forgedtoken.detector.reading.jwt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.forgedtoken.detector.reading.jwt.JwtReader.NumericClaims;
import org.forgedtoken.detector.reading.jwt.StrictJson.Members;
import org.jspecify.annotations.Nullable;

/** A JWT's claims as far as they matter (RFC 7519, section 4.1; RFC 9068 for client_id; OpenID Connect for azp), and in their place {@code uti} and {@code appid} (Entra) and {@code cid} (Okta). */
final class JwtPayload implements Members, PlainObject.Members {
    private final KnownTexts known;
    private final Claim issuer = new Claim();
    private final Claim tokenId = new Claim();
    private final Claim subject = new Claim();
    private final Claim client = new Claim();
    private final Claim authorizedParty = new Claim();
    private final Claim issuedAt = new Claim();
    private final Claim expiresAt = new Claim();
    private @Nullable Claim tokenUse;
    private @Nullable Claim type;
    private @Nullable Claim entraId;
    private @Nullable Claim entraClient;
    private @Nullable Claim oktaClient;
    /** Whether it has what only ID tokens have. */
    private boolean idToken;
    /** Whether one that does not matter otherwise has a type on which the issuer decides. */
    private boolean othersWrongType;

    /** @param known texts of earlier tokens */
    JwtPayload(KnownTexts known) {
        this.known = known;
    }

    @Override
    public void take(String name, JsonToken value, JsonParser parser) throws IOException {
        switch (name) {
            case "iss" -> issuer.takeText(value, parser);
            case "jti" -> tokenId.takeText(value, parser);
            case "sub" -> subject.takeText(value, parser);
            case "client_id" -> client.takeText(value, parser);
            case "azp" -> authorizedParty.takeText(value, parser);
            case "iat" -> issuedAt.takeDate(value, parser);
            case "exp" -> expiresAt.takeDate(value, parser);
            case "token_use" -> tokenUse = ifText(value, parser);
            case "typ" -> type = ifText(value, parser);
            case "uti" -> entraId = ifText(value, parser);
            case "appid" -> entraClient = ifText(value, parser);
            case "cid" -> oktaClient = ifText(value, parser);
            case "nonce", "at_hash" -> {
                idToken |= value != JsonToken.VALUE_NULL;
                parser.skipChildren();
            }
            case "nbf", "aud" -> takeOther(name.equals("nbf"), value, parser);
            default -> parser.skipChildren();
        }
    }

    /** Of a name by which other issuers may mean something else: what is no text says nothing. */
    private static Claim ifText(JsonToken value, JsonParser parser) throws IOException {
        Claim claim = new Claim();
        if (value == JsonToken.VALUE_STRING) {
            claim.takeText(value, parser);
        } else {
            parser.skipChildren();
        }
        return claim;
    }

    private void takeOther(boolean date, JsonToken value, JsonParser parser) throws IOException {
        Claim other = new Claim();
        if (date) {
            other.takeDate(value, parser);
        } else {
            other.takeTexts(value, parser);
        }
        othersWrongType |= other.isWrongType();
    }

    @Override
    public boolean take(byte[] json, int nameFrom, int nameTo, int from, int to) {
        return switch (nameTo - nameFrom) {
            case 3 -> takeShort(json, nameFrom, from, to);
            case 5 -> {
                if (is("appid", json, nameFrom)) {
                    entraClient = new Claim();
                    yield entraClient.takePlainText(json, from, to, known);
                }
                yield takeOfIdToken("nonce", json, nameFrom, from);
            }
            case 7 -> takeOfIdToken("at_hash", json, nameFrom, from);
            case 9 -> {
                if (is("client_id", json, nameFrom)) {
                    yield client.takePlainText(json, from, to, known);
                }
                if (!is("token_use", json, nameFrom)) {
                    yield true;
                }
                tokenUse = new Claim();
                yield tokenUse.takePlainText(json, from, to, known);
            }
            default -> true; // none of those that count
        };
    }

    private boolean takeShort(byte[] json, int name, int from, int to) {
        if (is("iss", json, name)) {
            return issuer.takePlainText(json, from, to, known);
        }
        if (is("jti", json, name)) {
            return tokenId.takePlainText(json, from, to, null);
        }
        if (is("sub", json, name)) {
            return subject.takePlainText(json, from, to, null);
        }
        if (is("azp", json, name)) {
            return authorizedParty.takePlainText(json, from, to, known);
        }
        if (is("iat", json, name)) {
            return issuedAt.takePlainDate(json, from, to);
        }
        if (is("exp", json, name)) {
            return expiresAt.takePlainDate(json, from, to);
        }
        if (is("uti", json, name)) {
            entraId = new Claim();
            return entraId.takePlainText(json, from, to, null);
        }
        if (is("cid", json, name)) {
            oktaClient = new Claim();
            return oktaClient.takePlainText(json, from, to, known);
        }
        if (is("typ", json, name)) {
            type = new Claim();
            return type.takePlainText(json, from, to, known);
        }
        if (is("aud", json, name)) {
            return Claim.isPlainTexts(json, from, to);
        }
        return !is("nbf", json, name) || new Claim().takePlainDate(json, from, to);
    }

    private boolean takeOfIdToken(String claim, byte[] json, int name, int from) {
        if (is(claim, json, name)) {
            idToken |= json[from] != 'n';
        }
        return true;
    }

    private static boolean is(String name, byte[] json, int at) {
        for (int i = 0; i < name.length(); i++) {
            if (json[at + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The issuer decides whether numbers may be texts and texts numbers; so its claim must have been read before. */
    void settle(NumericClaims numericClaims, boolean headerWrongType) {
        boolean wrongType = headerWrongType
                || issuer.isWrongType()
                || tokenId.isWrongType()
                || subject.isWrongType()
                || client.isWrongType()
                || authorizedParty.isWrongType()
                || issuedAt.isWrongType()
                || expiresAt.isWrongType()
                || othersWrongType;
        if (wrongType && !numericClaims.areAccepted(issuer.text())) {
            throw new Unreadable("a claim of the wrong type");
        }
    }

    @Nullable
    String issuer() {
        return issuer.clean();
    }

    @Nullable
    String tokenId() {
        return first(tokenId, entraId);
    }

    @Nullable
    String subject() {
        return subject.clean();
    }

    @Nullable
    String client() {
        return first(client, authorizedParty, oktaClient, entraClient);
    }

    private static @Nullable String first(@Nullable Claim... claims) {
        for (Claim claim : claims) {
            if (claim != null && claim.text() != null) {
                return claim.clean();
            }
        }
        return null;
    }

    /** The kind that it claims; null where that is access, or none. */
    @Nullable
    String kind(@Nullable String headerType) {
        return ClaimedKind.of(first(tokenUse), first(type), headerType, idToken);
    }

    long issuedAt() {
        return issuedAt.date();
    }

    long expiresAt() {
        return expiresAt.date();
    }
}

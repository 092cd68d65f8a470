package org.forgedtoken.detector.reading.jwt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.forgedtoken.detector.feed.Recent;
import org.forgedtoken.detector.reading.jwt.CompactJws.JwtHeader.ClaimedKind;
import org.jspecify.annotations.Nullable;

/**
 * A JWT's claims as far as they matter (RFC 7519, section 4.1; RFC 9068 for client_id; OpenID Connect for azp), and in their
 * place {@code uti} and {@code appid} (Entra) and {@code cid} (Okta).
 */
final class JwtPayload implements StrictJson.Members, PlainObject.Members {
    private static final Map<String, Name> NAMES = Arrays.stream(Name.values())
            .collect(Collectors.toUnmodifiableMap(name -> name.name().toLowerCase(Locale.ROOT), Function.identity()));
    private static final NameTable<Name> NAMES_IN_BYTES = new NameTable<>(NAMES);
    /** Digits of whole seconds before the year 5138. */
    private static final int LONGEST_DATE = 11;

    /** What a claim should be. */
    private enum Form {
        TEXT,
        /** By its name other issuers may mean something else: what is no text says nothing. */
        TEXT_OR_NOTHING,
        TEXTS,
        DATE,
        /** It is enough that it is there: only ID tokens have it. */
        OF_ID_TOKEN
    }

    private enum Name {
        ISS(Form.TEXT),
        JTI(Form.TEXT),
        SUB(Form.TEXT),
        CLIENT_ID(Form.TEXT),
        AZP(Form.TEXT),
        IAT(Form.DATE),
        EXP(Form.DATE),
        NBF(Form.DATE),
        AUD(Form.TEXTS),
        TOKEN_USE(Form.TEXT_OR_NOTHING),
        TYP(Form.TEXT_OR_NOTHING),
        UTI(Form.TEXT_OR_NOTHING),
        APPID(Form.TEXT_OR_NOTHING),
        CID(Form.TEXT_OR_NOTHING),
        NONCE(Form.OF_ID_TOKEN),
        AT_HASH(Form.OF_ID_TOKEN);

        private final Form form;

        Name(Form form) {
            this.form = form;
        }
    }

    private final Recent<String> recent;
    private final Claim[] claims = new Claim[Name.values().length];
    private boolean idToken;

    /** @param recent texts of earlier tokens */
    JwtPayload(Recent<String> recent) {
        this.recent = recent;
        Arrays.fill(claims, Claim.ABSENT);
    }

    @Override
    public void take(String member, JsonToken value, JsonParser parser) throws IOException {
        Name name = NAMES.get(member);
        if (name != null) {
            switch (name.form) {
                case TEXT -> claims[name.ordinal()] = Claim.ofText(value, parser);
                case TEXTS -> claims[name.ordinal()] = Claim.ofTexts(value, parser);
                case DATE -> claims[name.ordinal()] = Claim.ofDate(value, parser.getText());
                case TEXT_OR_NOTHING -> {
                    if (value == JsonToken.VALUE_STRING) {
                        claims[name.ordinal()] = Claim.ofText(value, parser);
                    }
                }
                case OF_ID_TOKEN -> idToken |= value != JsonToken.VALUE_NULL;
            }
        }
        parser.skipChildren(); // of a list that was read it stands on the end
    }

    @Override
    public boolean take(byte[] json, int nameFrom, int nameTo, int from, int to) {
        Name name = NAMES_IN_BYTES.get(json, nameFrom, nameTo);
        if (name == null) {
            return true;
        }
        boolean text = json[from] == '"';
        switch (name.form) {
            case TEXTS -> {
                return PlainObject.areTexts(json, from, to);
            }
            case OF_ID_TOKEN -> idToken |= json[from] != 'n';
            case DATE -> {
                long seconds = 0;
                for (int i = from; i < to; i++) {
                    if (json[i] < '0' || json[i] > '9' || to - from > LONGEST_DATE) {
                        return false;
                    }
                    seconds = 10 * seconds + json[i] - '0';
                }
                claims[name.ordinal()] = new Claim(null, seconds * 1000, false);
            }
            case TEXT, TEXT_OR_NOTHING -> {
                if (!text) {
                    return false;
                }
                int length = to - from - 2;
                boolean ofThisTokenAlone = name == Name.JTI || name == Name.SUB || name == Name.UTI;
                claims[name.ordinal()] = Claim.ofText(
                        ofThisTokenAlone
                                ? new String(json, from + 1, length, StandardCharsets.ISO_8859_1)
                                : recent.of(json, from + 1, length));
            }
        }
        return true;
    }

    /** The issuer decides whether numbers may be texts and texts numbers; so its claim must have been read before. */
    void settle(JwtReader.NumericClaims numericClaims, boolean headerWrongType) {
        boolean wrongType = headerWrongType;
        for (Claim claim : claims) {
            wrongType |= claim.isWrongType();
        }
        if (wrongType && !numericClaims.areAccepted(claims[Name.ISS.ordinal()].text())) {
            throw new Unreadable("a claim of the wrong type");
        }
    }

    /** All that the token says, under this digest and header. */
    TokenReading.Jwt reading(String digest, CompactJws.JwtHeader header, SignedText signed) {
        return new TokenReading.Jwt(
                digest,
                first(Name.ISS),
                first(Name.JTI, Name.UTI),
                first(Name.SUB),
                first(Name.CLIENT_ID, Name.AZP, Name.CID, Name.APPID),
                header.keyId(),
                claims[Name.IAT.ordinal()].date(),
                claims[Name.EXP.ordinal()].date(),
                ClaimedKind.of(first(Name.TOKEN_USE), first(Name.TYP), header.type(), idToken),
                signed);
    }

    private @Nullable String first(Name... names) {
        for (Name name : names) {
            Claim claim = claims[name.ordinal()];
            if (claim.text() != null) {
                return claim.clean();
            }
        }
        return null;
    }
}

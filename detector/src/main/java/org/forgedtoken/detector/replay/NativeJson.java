package org.forgedtoken.detector.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.jspecify.annotations.Nullable;

/** Writes one record of the native format (CONTRACT, section 3), the token by its id and digest. */
final class NativeJson {
    /** Escapes lone surrogates too, which have no UTF-8. */
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final JsonGenerator json;

    private NativeJson(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the members. */
    interface Members {
        void to(NativeJson record) throws IOException;
    }

    /** One JSON object in UTF-8; what is not known is left out. */
    static byte[] object(Members members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            members.to(new NativeJson(json));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    void token(TokenClaims token) throws IOException {
        text("issuer", token.issuer());
        text("token_id", token.tokenId());
        text("token_digest", token.digest());
        text("account_id", token.account());
        text("client_id", token.client());
        text("key_id", token.keyId());
        time("issued_at", token.issuedAt());
        time("expires_at", token.expiresAt());
        text("kind", token.kind());
    }

    void text(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    void time(String name, long value) throws IOException {
        if (Times.known(value)) {
            json.writeStringField(name, Instant.ofEpochMilli(value).toString());
        }
    }

    void flag(String name, boolean value) throws IOException {
        json.writeBooleanField(name, value);
    }

    void number(String name, int value) throws IOException {
        json.writeNumberField(name, value);
    }
}

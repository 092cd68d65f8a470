package org.forgedtoken.detector.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.feed.IssuanceRecord.Heartbeat;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.IssuanceRecord.KeyRevoked;
import org.forgedtoken.detector.feed.IssuanceRecord.Revoked;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.jspecify.annotations.Nullable;

/** Writes issuance records in the native format (CONTRACT, section 3), the token by its id and digest. */
final class NativeIssuance {
    /** Escapes lone surrogates too, which have no UTF-8. */
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private NativeIssuance() {}

    /** Whose record it is; empty for a heartbeat of every issuer. */
    static String issuer(IssuanceRecord record) {
        if (record instanceof Issued issued) {
            return issued.token().issuer();
        }
        if (record instanceof Revoked revoked) {
            return revoked.token().issuer();
        }
        if (record instanceof KeyRevoked revoked) {
            return revoked.issuer();
        }
        String issuer = ((Heartbeat) record).issuer();
        return issuer == null ? "" : issuer;
    }

    /** One JSON object in UTF-8; what is not known is left out. */
    static byte[] bytes(IssuanceRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            time("time", record.time(), json);
            write(record, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(IssuanceRecord record, JsonGenerator json) throws IOException {
        if (record instanceof Issued issued) {
            json.writeStringField("event", "issued");
            token(issued.token(), json);
        } else if (record instanceof Revoked revoked) {
            json.writeStringField("event", "revoked");
            token(revoked.token(), json);
        } else if (record instanceof KeyRevoked revoked) {
            json.writeStringField("event", "revoked");
            json.writeStringField("issuer", revoked.issuer());
            json.writeStringField("key_id", revoked.keyId());
        } else if (record instanceof Heartbeat heartbeat) {
            json.writeStringField("event", "heartbeat");
            text("issuer", heartbeat.issuer(), json);
            time("since", heartbeat.since(), json);
        }
    }

    private static void token(TokenClaims token, JsonGenerator json) throws IOException {
        json.writeStringField("issuer", token.issuer());
        text("token_id", token.tokenId(), json);
        text("token_digest", token.digest(), json);
        text("account_id", token.account(), json);
        text("client_id", token.client(), json);
        text("key_id", token.keyId(), json);
        time("issued_at", token.issuedAt(), json);
        time("expires_at", token.expiresAt(), json);
        text("kind", token.kind(), json);
    }

    private static void text(String name, @Nullable String value, JsonGenerator json) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void time(String name, long value, JsonGenerator json) throws IOException {
        if (Times.known(value)) {
            json.writeStringField(name, Instant.ofEpochMilli(value).toString());
        }
    }
}

package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.CanaryIds;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.replay.input.InputFile;
import org.forgedtoken.detector.replay.input.InputFiles;
import org.forgedtoken.detector.replay.input.OpenInput;
import org.forgedtoken.detector.replay.input.RecordFormat;
import org.jspecify.annotations.Nullable;

/** What a format makes of files, record by record, in the native format: to try a mapping before relying on it. */
public final class Translation {
    private final List<String> files;
    private final InputStream standardInput;

    /** Takes what becomes of each record. */
    public interface Target {
        /**
         * Takes one record.
         *
         * @param origin {@code file:line}
         * @param translated what it means: JSON objects in UTF-8, without any token; none where it is not of the feed, or cannot be read
         */
        void take(String origin, Reading reading, List<byte[]> translated);
    }

    /** Of these files: plain, gzip or zstd; globs; {@code -} is the standard input. */
    public Translation(List<String> files, InputStream standardInput) {
        this.files = List.copyOf(files);
        this.standardInput = standardInput;
    }

    /**
     * Reads them as accesses.
     *
     * @param now epoch ms, against which a time ahead is told
     * @throws IOException where an input is not there or is damaged, saying so in a sentence
     */
    public void accesses(AccessReader reader, long now, Target target) throws IOException {
        each(RecordFormat.access(reader, new CanaryIds(null), now), NativeFormat::bytes, target);
    }

    /** The same as issuance records. */
    public void issuances(IssuanceReader reader, long now, Target target) throws IOException {
        each(
                RecordFormat.issuance(reader, now),
                reading ->
                        reading instanceof Reading.Issuance ok ? List.of(NativeFormat.bytes(ok.issuance())) : List.of(),
                target);
    }

    private void each(RecordFormat format, Function<Reading, List<byte[]>> natively, Target target) throws IOException {
        try (OpenInput.Workers workers = new OpenInput.Workers(1)) {
            for (InputFile input : new InputFiles(standardInput).named(files)) {
                try (OpenInput file = new OpenInput(input, format, workers, bytes -> {})) {
                    for (OpenInput.Entry entry = file.next(); entry != null; entry = file.next()) {
                        target.take(entry.origin().text(), entry.reading(), natively.apply(entry.reading()));
                    }
                }
                if (input.damage() != null) {
                    throw new IOException(input.name() + " was not read to its end, " + input.damage());
                }
            }
        }
    }

    /** Writes records in the native format (reference/records.md), the token by its id and digest. */
    static final class NativeFormat {
        private NativeFormat() {}

        /** One JSON object in UTF-8 for each token of an access; none of what is no access. */
        static List<byte[]> bytes(Reading reading) {
            if (reading instanceof Reading.Access ok) {
                return Stream.concat(Stream.of(ok.access()), ok.further().stream())
                        .map(NativeFormat::bytes)
                        .toList();
            }
            if (reading instanceof Reading.Anonymous anonymous) {
                JsonObject json = at(anonymous.time())
                        .put("account_id", anonymous.account())
                        .put("authenticated", anonymous.accepted());
                return List.of(request(json, anonymous.request()).ascii());
            }
            return List.of();
        }

        private static byte[] bytes(AccessRecord access) {
            JsonObject json = token(at(access.time()), access.token());
            if (access.signature() != Signature.UNKNOWN) {
                json.put("signature_valid", access.signature() == Signature.VALID);
            }
            return request(json.put("authenticated", access.accepted()), access.request())
                    .ascii();
        }

        private static JsonObject request(JsonObject json, Request request) {
            return json.put("source_ip", request.sourceIp())
                    .put("user_agent", request.userAgent())
                    .put("method", request.method())
                    .put("path", request.path())
                    .put("status", request.status() == 0 ? null : request.status())
                    .put("request_id", request.requestId());
        }

        /** A record of this time. */
        private static JsonObject at(long time) {
            return new JsonObject().put("time", rfc3339(time));
        }

        /** What it says of its token. */
        private static JsonObject token(JsonObject json, TokenClaims token) {
            return json.put("issuer", token.issuer())
                    .put("token_id", token.tokenId())
                    .put("token_digest", token.digest())
                    .put("account_id", token.account())
                    .put("client_id", token.client())
                    .put("key_id", token.keyId())
                    .put("issued_at", rfc3339(token.issuedAt()))
                    .put("expires_at", rfc3339(token.expiresAt()))
                    .put("kind", token.kind());
        }

        /** As records state times; null where it is not known. */
        private static @Nullable String rfc3339(long time) {
            return Times.known(time) ? Instant.ofEpochMilli(time).toString() : null;
        }

        /** Whose record it is; empty for a heartbeat of every issuer. */
        static String issuer(IssuanceRecord record) {
            if (record instanceof IssuanceRecord.Issued issued) {
                return issued.token().issuer();
            }
            if (record instanceof IssuanceRecord.Revoked revoked) {
                return revoked.token().issuer();
            }
            if (record instanceof IssuanceRecord.KeyRevoked revoked) {
                return revoked.issuer();
            }
            String issuer = ((IssuanceRecord.Heartbeat) record).issuer();
            return issuer == null ? "" : issuer;
        }

        /** An issuance record: one JSON object in UTF-8; what is not known is left out. */
        static byte[] bytes(IssuanceRecord record) {
            JsonObject json = at(record.time());
            if (record instanceof IssuanceRecord.Issued issued) {
                token(json.put("event", "issued"), issued.token());
            } else if (record instanceof IssuanceRecord.Revoked revoked) {
                token(json.put("event", "revoked"), revoked.token());
            } else if (record instanceof IssuanceRecord.KeyRevoked revoked) {
                json.put("event", "revoked").put("issuer", revoked.issuer()).put("key_id", revoked.keyId());
            } else if (record instanceof IssuanceRecord.Heartbeat heartbeat) {
                json.put("event", "heartbeat")
                        .put("issuer", heartbeat.issuer())
                        .put("since", rfc3339(heartbeat.since()));
            }
            return json.ascii();
        }
    }
}

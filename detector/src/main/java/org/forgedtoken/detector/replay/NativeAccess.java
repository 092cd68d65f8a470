package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.reading.AccessReading;

/** Writes accesses in the native format (CONTRACT, section 3), the token by its id and digest. */
final class NativeAccess {
    private NativeAccess() {}

    /** One JSON object in UTF-8 for each token of an access; none of what is no access. */
    static List<byte[]> bytes(AccessReading reading) {
        if (reading instanceof AccessReading.Ok ok) {
            return Stream.concat(Stream.of(ok.access()), ok.further().stream())
                    .map(NativeAccess::bytes)
                    .toList();
        }
        if (reading instanceof AccessReading.Anonymous anonymous) {
            return List.of(NativeJson.object(record -> {
                record.time("time", anonymous.time());
                record.text("account_id", anonymous.account());
                record.flag("authenticated", anonymous.accepted());
                request(anonymous.request(), record);
            }));
        }
        return List.of();
    }

    private static byte[] bytes(AccessRecord access) {
        return NativeJson.object(record -> {
            record.time("time", access.time());
            record.token(access.token());
            if (access.signature() != Signature.UNKNOWN) {
                record.flag("signature_valid", access.signature() == Signature.VALID);
            }
            record.flag("authenticated", access.accepted());
            request(access.request(), record);
        });
    }

    private static void request(Request request, NativeJson record) throws IOException {
        record.text("source_ip", request.sourceIp());
        record.text("user_agent", request.userAgent());
        record.text("method", request.method());
        record.text("path", request.path());
        if (request.status() != 0) {
            record.number("status", request.status());
        }
        record.text("request_id", request.requestId());
    }
}

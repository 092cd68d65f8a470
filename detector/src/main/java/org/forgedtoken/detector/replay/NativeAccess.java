package org.forgedtoken.detector.replay;

import java.io.IOException;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.reading.AccessReading;
import org.jspecify.annotations.Nullable;

/** Writes accesses in the native format (CONTRACT, section 3), the token by its id and digest. */
final class NativeAccess {
    private NativeAccess() {}

    /** One JSON object in UTF-8; null of what is no access. */
    static byte @Nullable [] bytes(AccessReading reading) {
        if (reading instanceof AccessReading.Ok ok) {
            return NativeJson.object(record -> {
                record.time("time", ok.access().time());
                record.token(ok.access().token());
                if (ok.access().signature() != Signature.UNKNOWN) {
                    record.flag("signature_valid", ok.access().signature() == Signature.VALID);
                }
                record.flag("authenticated", ok.access().accepted());
                request(ok.access().request(), record);
            });
        }
        if (reading instanceof AccessReading.Anonymous anonymous) {
            return NativeJson.object(record -> {
                record.time("time", anonymous.time());
                record.text("account_id", anonymous.account());
                record.flag("authenticated", anonymous.accepted());
                request(anonymous.request(), record);
            });
        }
        return null;
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

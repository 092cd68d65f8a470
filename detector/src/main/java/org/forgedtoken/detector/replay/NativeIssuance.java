package org.forgedtoken.detector.replay;

import java.io.IOException;
import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.feed.IssuanceRecord.Heartbeat;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.IssuanceRecord.KeyRevoked;
import org.forgedtoken.detector.feed.IssuanceRecord.Revoked;

/** Writes issuance records in the native format (CONTRACT, section 3), the token by its id and digest. */
final class NativeIssuance {
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
        return NativeJson.object(json -> {
            json.time("time", record.time());
            write(record, json);
        });
    }

    private static void write(IssuanceRecord record, NativeJson json) throws IOException {
        if (record instanceof Issued issued) {
            json.text("event", "issued");
            json.token(issued.token());
        } else if (record instanceof Revoked revoked) {
            json.text("event", "revoked");
            json.token(revoked.token());
        } else if (record instanceof KeyRevoked revoked) {
            json.text("event", "revoked");
            json.text("issuer", revoked.issuer());
            json.text("key_id", revoked.keyId());
        } else if (record instanceof Heartbeat heartbeat) {
            json.text("event", "heartbeat");
            json.text("issuer", heartbeat.issuer());
            json.time("since", heartbeat.since());
        }
    }
}

package org.forgedtoken.detector.replay;

import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.feed.IssuanceRecord.Heartbeat;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.IssuanceRecord.KeyRevoked;
import org.forgedtoken.detector.feed.IssuanceRecord.Revoked;
import org.forgedtoken.detector.ocsf.JsonObject;

/** Writes issuance records in the native format (reference/records.md), the token by its id and digest. */
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
        JsonObject json = NativeAccess.at(record.time());
        if (record instanceof Issued issued) {
            NativeAccess.token(json.put("event", "issued"), issued.token());
        } else if (record instanceof Revoked revoked) {
            NativeAccess.token(json.put("event", "revoked"), revoked.token());
        } else if (record instanceof KeyRevoked revoked) {
            json.put("event", "revoked").put("issuer", revoked.issuer()).put("key_id", revoked.keyId());
        } else if (record instanceof Heartbeat heartbeat) {
            json.put("event", "heartbeat")
                    .put("issuer", heartbeat.issuer())
                    .put("since", NativeAccess.rfc3339(heartbeat.since()));
        }
        return json.ascii();
    }
}

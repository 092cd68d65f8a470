package org.forgedtoken.detector.ocsf;

import org.forgedtoken.detector.feed.IdentityKind;

/** The access record of a canary, in the native format (reference/records.md). */
public final class CanaryJson {
    private CanaryJson() {}

    /**
     * One JSON object.
     *
     * @param form {@link IdentityKind#ID} or {@link IdentityKind#DIGEST}: by what the issuer's tokens are known
     * @param time epoch ms
     */
    public static byte[] bytes(String issuer, IdentityKind form, String id, long time) {
        return new JsonObject()
                .time("time", time)
                .put(form == IdentityKind.DIGEST ? "token_digest" : "token_id", id)
                .put("issuer", issuer)
                .time("issued_at", time)
                .put("authenticated", true)
                .ascii();
    }
}

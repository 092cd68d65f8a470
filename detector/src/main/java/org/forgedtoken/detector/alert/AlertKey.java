package org.forgedtoken.detector.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.forgedtoken.detector.rule.Rule;

/**
 * What one alert is about: a rule and its entity. Equal keys are one alert, whoever found it and however often.
 *
 * @param entity the token key, source, issuer …; parts joined by {@code |}, percent-encoded; an episode or outage ends
 *     with {@code @} and its start in epoch ms
 */
public record AlertKey(Rule rule, String entity) {
    private static final int UID_BYTES = 16;

    /** {@code finding_info.uid}: 32 hex digits, a function of rule and entity alone. */
    public String uid() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((rule.id() + '\n' + entity).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, UID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

package org.forgedtoken.detector.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The first half of a text's SHA-256: whoever chooses the text can neither make two alike nor choose the sample. */
record Fingerprint(long high, long low) {

    static Fingerprint of(String text) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new Fingerprint(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether it belongs to a sample of one in 2 to the power of {@code halvings}; samples are nested. */
    boolean isInSample(int halvings) {
        return (low & ((1L << halvings) - 1)) == 0;
    }
}

package org.forgedtoken.detector.evidence;

import java.security.MessageDigest;
import org.forgedtoken.detector.feed.Sha256;

/**
 * A running SHA-256: each value is the hash of the 32 bytes of the value before it and the 32 bytes of what is added, and so
 * covers everything before it in its order. It begins with 32 bytes of zero.
 */
final class Chain {
    private final MessageDigest digest = Sha256.digest();
    private byte[] value = new byte[digest.getDigestLength()];

    /** The running value with this hash behind it, in hex. */
    String add(byte[] sha256) {
        digest.update(value);
        value = digest.digest(sha256);
        return value();
    }

    /** The running value in hex. */
    String value() {
        return Sha256.hex(value);
    }
}

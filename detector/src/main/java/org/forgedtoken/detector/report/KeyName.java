package org.forgedtoken.detector.report;

/**
 * A signing key, as tokens name it.
 *
 * @param issuer empty where they name none
 * @param keyId the same
 */
record KeyName(String issuer, String keyId) {
    /** All those that are not told apart. */
    static final KeyName OTHERS = new KeyName("", "(other keys)");

    /** What of a name is kept: more would not be read, and costs memory for each. */
    static final int MOST_BYTES = 256;

    String label() {
        return keyId.isEmpty() ? "(no key named)" : keyId;
    }
}

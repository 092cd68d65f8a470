package org.forgedtoken.detector.settings;

/**
 * A setting as it holds.
 *
 * @param value as written, or {@link Secret#HIDDEN}
 */
public record Effective(String key, String value, Origin origin) {}

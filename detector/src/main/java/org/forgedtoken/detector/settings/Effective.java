package org.forgedtoken.detector.settings;

/**
 * A setting as it holds.
 *
 * @param value as written; {@link Secret#HIDDEN}, or {@code ***} in an address, where it is secret
 */
public record Effective(String key, String value, Origin origin) {}

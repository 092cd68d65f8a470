package org.forgedtoken.detector.settings;

/**
 * What is wrong with one setting.
 *
 * @param value as given, its secrets hidden
 * @param rule a clause: {@code must be a duration from 0ms to 30d}
 */
public record Fault(String key, String value, Origin origin, String rule) {

    @Override
    public String toString() {
        return key + " = " + value + " (" + origin.label() + "): " + rule;
    }
}

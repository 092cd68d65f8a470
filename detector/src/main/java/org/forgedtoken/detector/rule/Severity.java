package org.forgedtoken.detector.rule;

import java.util.Locale;

/** How bad a finding is, with the OCSF {@code severity_id}. */
public enum Severity {
    LOW(2),
    MEDIUM(3),
    HIGH(4),
    CRITICAL(5);

    private final int ocsfId;

    Severity(int ocsfId) {
        this.ocsfId = ocsfId;
    }

    /** The OCSF {@code severity_id}. */
    public int ocsfId() {
        return ocsfId;
    }

    /** As written in headers and metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As OCSF writes it: {@code Critical}. */
    public String caption() {
        return name().charAt(0) + label().substring(1);
    }

    /** One step lower, for findings on a weaker identity. */
    public Severity lower() {
        return switch (this) {
            case CRITICAL -> HIGH;
            case HIGH -> MEDIUM;
            case MEDIUM, LOW -> LOW;
        };
    }
}

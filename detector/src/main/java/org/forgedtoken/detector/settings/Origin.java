package org.forgedtoken.detector.settings;

/** Where a value came from; of two the later wins. */
public enum Origin {
    DEFAULT("default"),
    FILE("file"),
    ENVIRONMENT("environment"),
    SET("--set");

    private final String label;

    Origin(String label) {
        this.label = label;
    }

    /** As {@code config} shows it. */
    public String label() {
        return label;
    }
}

package org.forgedtoken.detector.alert;

/** Where an alert stands, with the OCSF {@code status_id}. */
enum FindingStatus {
    NEW(1, "New"),
    RESOLVED(4, "Resolved");

    private final int ocsfId;
    private final String caption;

    FindingStatus(int ocsfId, String caption) {
        this.ocsfId = ocsfId;
        this.caption = caption;
    }

    /** Resolved from its close on; a recurrence opens it again. */
    static FindingStatus of(Alert alert) {
        return alert.closed() == null ? NEW : RESOLVED;
    }

    int ocsfId() {
        return ocsfId;
    }

    String caption() {
        return caption;
    }
}

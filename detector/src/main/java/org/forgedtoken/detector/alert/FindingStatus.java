package org.forgedtoken.detector.alert;

import org.jspecify.annotations.Nullable;

/** Where an alert or an incident stands, with the OCSF {@code status_id}. */
public enum FindingStatus {
    /** Nobody has looked at it. */
    NEW(1, "New"),
    /** Somebody works on it. */
    IN_PROGRESS(2, "In Progress"),
    /** It is expected. */
    SUPPRESSED(3, "Suppressed"),
    /** It is over, or done with. */
    RESOLVED(4, "Resolved");

    private final int ocsfId;
    private final String caption;

    FindingStatus(int ocsfId, String caption) {
        this.ocsfId = ocsfId;
        this.caption = caption;
    }

    /** Resolved from its close on; a recurrence opens it again. */
    public static FindingStatus of(@Nullable StatusDetail closed, @Nullable Triage triage) {
        if (closed != null) {
            return RESOLVED;
        }
        return triage == null ? NEW : triage.status();
    }

    public int ocsfId() {
        return ocsfId;
    }

    public String caption() {
        return caption;
    }
}

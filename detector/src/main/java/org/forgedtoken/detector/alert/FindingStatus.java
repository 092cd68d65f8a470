package org.forgedtoken.detector.alert;

import org.jspecify.annotations.Nullable;

/** Where an alert or an incident stands, with the OCSF {@code status_id}. */
public enum FindingStatus {
    /** Nobody has looked at it. */
    NEW("New"),
    /** Somebody works on it. */
    IN_PROGRESS("In Progress"),
    /** It is expected. */
    SUPPRESSED("Suppressed"),
    /** It is over, or done with. */
    RESOLVED("Resolved");

    private final String caption;

    FindingStatus(String caption) {
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
        return ordinal() + 1;
    }

    public String caption() {
        return caption;
    }
}

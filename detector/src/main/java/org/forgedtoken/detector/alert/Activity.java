package org.forgedtoken.detector.alert;

import java.util.Locale;

/** What happened to an alert, with the OCSF {@code activity_id}. */
public enum Activity {
    CREATE(1),
    UPDATE(2),
    CLOSE(3);

    private final int ocsfId;

    Activity(int ocsfId) {
        this.ocsfId = ocsfId;
    }

    /** The OCSF {@code activity_id}. */
    public int ocsfId() {
        return ocsfId;
    }

    /** As written in metrics and CloudEvents types. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

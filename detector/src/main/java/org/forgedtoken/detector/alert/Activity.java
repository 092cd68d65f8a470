package org.forgedtoken.detector.alert;

import java.util.Locale;

/** What happened to an alert, with the OCSF {@code activity_id}. */
public enum Activity {
    CREATE,
    UPDATE,
    CLOSE;

    /** The OCSF {@code activity_id}. */
    public int ocsfId() {
        return ordinal() + 1;
    }

    /** As written in metrics and CloudEvents types. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package org.forgedtoken.detector.alert;

import java.util.Locale;

/** Why an alert was closed. */
public enum StatusDetail {
    LATE_ISSUANCE,
    LATE_RECORD,
    RECOVERED,
    QUIET,
    ANALYST;

    /** As written in {@code status_detail}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package org.forgedtoken.detector.alert;

import java.util.Locale;

/** Why an alert or an incident was closed. */
public enum StatusDetail {
    LATE_ISSUANCE,
    LATE_RECORD,
    RECOVERED,
    QUIET,
    ANALYST,
    /** Of a campaign: a key is behind it, and its incident goes on. */
    MERGED;

    /** As written in {@code status_detail}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

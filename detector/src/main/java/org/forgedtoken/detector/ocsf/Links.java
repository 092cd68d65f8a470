package org.forgedtoken.detector.ocsf;

import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Where people read on. A link carries a uid, never an issuer or a key: it may end up in labels and in logs of others.
 *
 * @param pages where the pages are, without a slash at its end; empty: no links
 * @param runbook where the runbook is, the same
 */
public record Links(String pages, String runbook) {
    /** None at all. */
    public static final Links NONE = new Links("", "");

    /** The paragraphs of the runbook on incidents. */
    public static final String INCIDENT = "forgedtokenincident";

    /** The same on when one must be reported. */
    public static final String REPORT = "incidentreportdue";

    /** As they are set. */
    public static Links of(Settings settings) {
        return new Links(settings.get(Catalogue.HTTP_BASE_URL), settings.get(Catalogue.RUNBOOK_BASE_URL));
    }

    /** The page of an alert. */
    public @Nullable String alert(String uid) {
        return pages.isEmpty() ? null : pages + "/alert?uid=" + uid;
    }

    /** The page of an incident. */
    public @Nullable String incident(String uid) {
        return pages.isEmpty() ? null : pages + "/incident?uid=" + uid;
    }

    /** A paragraph of the runbook. */
    public @Nullable String runbook(String paragraph) {
        return runbook.isEmpty() ? null : runbook + '#' + paragraph;
    }
}

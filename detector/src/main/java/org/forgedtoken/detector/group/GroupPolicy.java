package org.forgedtoken.detector.group;

import java.util.function.Supplier;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.Quotas;

/**
 * What GROUP goes by.
 *
 * @param tasks that group: each has an equal share of the token alerts that are written singly
 * @param exceptions alerts that are expected, as they stand now
 */
public record GroupPolicy(Settings settings, int tasks, Supplier<Exceptions> exceptions, Writing writing) {

    /** How alerts are written. */
    public enum Writing {
        /**
         * At once, and set right where the order of arrival had misled; what an attacker could multiply without end is
         * bounded.
         */
        PROMPT,
        /** Once no earlier use can come any more, each alert of its own: the files of a replay are exact. */
        EXACT
    }

    /** So many token alerts of one incident does one task write singly. */
    long incidentAlertsMax() {
        return Math.max(1, settings.get(Catalogue.INCIDENT_ALERT_MAX) / tasks);
    }

    /**
     * So many token alerts of one rule, of tokens that nobody has issued and that belong to no incident, does one task write
     * singly in an hour of event time.
     */
    long looseAlertsMax() {
        return Math.max(1, Quotas.AN_HOUR / tasks);
    }

    /**
     * What incidents go by.
     *
     * @param mostExact so many distinct members of a kind are counted exactly
     * @param awareAt when a replay takes a verified incident to have been known, epoch ms, or
     *     {@link org.forgedtoken.detector.feed.Times#UNKNOWN}: live by the wall clock, in a replay never
     */
    public record IncidentPolicy(Settings settings, Writing writing, int mostExact, long awareAt) {

        /** Live: bounded in memory, written as it goes. In a replay of files: everything, exactly. */
        public IncidentPolicy(Settings settings, Writing writing, long awareAt) {
            this(settings, writing, writing == Writing.PROMPT ? 10_000 : Integer.MAX_VALUE, awareAt);
        }

        /**
         * Accounts may be told of before the alert that opens their incident, and where a roll-up stands for that alert it never
         * opens: of so many incidents they are remembered.
         */
        public int mostUnopened() {
            return isPrompt() ? 1_000 : Integer.MAX_VALUE;
        }

        boolean isPrompt() {
            return writing == Writing.PROMPT;
        }
    }
}

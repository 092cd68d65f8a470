package org.forgedtoken.detector.group;

import java.util.function.Supplier;
import org.forgedtoken.detector.alert.Exceptions;

/**
 * What GROUP goes by; times in ms.
 *
 * @param blockMax how long a block entry stands after the last use
 * @param incidentAlertsMax so many token alerts of one incident does one task write singly
 * @param looseAlertsMax so many token alerts of one rule, of tokens that nobody has issued and that belong to no incident,
 *     does one task write singly in an hour of event time
 * @param exceptions alerts that are expected, as they stand now
 */
public record GroupPolicy(
        long grace,
        long blockMax,
        Supplier<Exceptions> exceptions,
        Writing writing,
        long incidentAlertsMax,
        long looseAlertsMax) {

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
}

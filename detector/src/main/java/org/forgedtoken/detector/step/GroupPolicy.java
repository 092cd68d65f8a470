package org.forgedtoken.detector.step;

/**
 * What GROUP goes by; times in ms.
 *
 * @param blockMax how long a block entry stands after the last use
 */
public record GroupPolicy(long grace, long blockMax, Writing writing) {

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

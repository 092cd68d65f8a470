package org.forgedtoken.detector.group;

import java.util.Map;
import org.forgedtoken.detector.group.GroupPolicy.Writing;

/**
 * What incidents go by; times in ms.
 *
 * @param mostExact so many distinct members of a kind are counted exactly
 * @param reporting by when a verified incident must be reported, by regime, in the order in which they are told
 * @param awareAt when a replay takes a verified incident to have been known, epoch ms, or
 *     {@link org.forgedtoken.detector.feed.Times#UNKNOWN}: live by the wall clock, in a replay never
 * @param blockKeys {@code block.keys}
 * @param blockMax how long a block entry stands after the last use
 */
public record IncidentPolicy(
        Writing writing, int mostExact, Map<String, Long> reporting, long awareAt, boolean blockKeys, long blockMax) {

    /** Live: bounded in memory, written as it goes. */
    public static IncidentPolicy prompt(Map<String, Long> reporting, long awareAt, boolean blockKeys, long blockMax) {
        return new IncidentPolicy(Writing.PROMPT, 10_000, reporting, awareAt, blockKeys, blockMax);
    }

    /** In a replay of files: everything, exactly. */
    public static IncidentPolicy exact(Map<String, Long> reporting, long awareAt, boolean blockKeys, long blockMax) {
        return new IncidentPolicy(Writing.EXACT, Integer.MAX_VALUE, reporting, awareAt, blockKeys, blockMax);
    }

    /** So many path templates are told apart in memory: 200 bytes each. */
    int mostEndpoints() {
        return isPrompt() ? 1_000 : 10_000;
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

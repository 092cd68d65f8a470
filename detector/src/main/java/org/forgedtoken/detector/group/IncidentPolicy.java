package org.forgedtoken.detector.group;

import org.forgedtoken.detector.group.GroupPolicy.Writing;
import org.forgedtoken.detector.settings.Settings;

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

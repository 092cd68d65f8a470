package org.forgedtoken.detector.group;

/**
 * One of the tokens that an alert on several of them counts.
 *
 * @param alert uid of the alert, which may be a roll-up
 * @param accused whether it puts the alert in an incident
 */
public record Contribution(String alert, boolean accused) {}

package org.forgedtoken.detector.step;

/**
 * An accepted access without a token that names an account: it counts for the account's rate, and for nothing else.
 *
 * @param time event time, epoch ms
 */
public record AnonymousUse(String account, long time) implements ForWatch {}

package org.forgedtoken.detector.step;

/**
 * What GROUP goes by; times in ms.
 *
 * @param blockMax how long a block entry stands after the last use
 * @param capped whether there are bounds on how many alerts of one rule are written singly (the files of a replay are
 *     exact and have none)
 */
public record GroupPolicy(long grace, long blockMax, boolean capped) {}

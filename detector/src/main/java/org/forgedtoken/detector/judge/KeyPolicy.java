package org.forgedtoken.detector.judge;

/**
 * What the rules on keys go by; times in ms. See the settings of the same names.
 *
 * @param hasFeed whether there is a keys feed at all: without one no key is unknown
 */
public record KeyPolicy(boolean hasFeed, long maxAge, long atRiskMaxAge) {}

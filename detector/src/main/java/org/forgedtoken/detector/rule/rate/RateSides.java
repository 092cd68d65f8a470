package org.forgedtoken.detector.rule.rate;

/** Which departures from a baseline are looked for. */
public enum RateSides {
    /** More than usual: what a stolen or forged token looks like; the product's rule. */
    INCREASES,
    /** More or less than usual: how a published corpus of anomalies is scored. */
    BOTH
}

package org.forgedtoken.detector.settings;

import java.time.Duration;

/** The gap between two issuance records above which the ledger is no longer known to be complete. */
public sealed interface MaxSilence {

    /** Learned from the last gaps of each issuer and partition. */
    record Auto() implements MaxSilence {}

    /** Given, and longer than zero. */
    record Fixed(Duration gap) implements MaxSilence {}
}

package org.forgedtoken.detector.coverage;

/** How long an issuance feed may be silent before its silence counts as a loss ({@code ledger.max-silence}). */
public sealed interface MaxSilence {
    /** Learned from the feed's own gaps. */
    record Auto() implements MaxSilence {}

    /** Always the same, in ms. */
    record Fixed(long millis) implements MaxSilence {}
}

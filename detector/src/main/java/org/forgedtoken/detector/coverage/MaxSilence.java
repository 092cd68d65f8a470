package org.forgedtoken.detector.coverage;

import java.time.Duration;
import java.util.Optional;

/** How long an issuance feed may be silent before its silence counts as a loss ({@code ledger.max-silence}). */
public sealed interface MaxSilence {
    /** Fixed at this gap, where there is one. */
    static MaxSilence of(Optional<Duration> gap) {
        return gap.<MaxSilence>map(some -> new Fixed(some.toMillis())).orElseGet(Auto::new);
    }

    /** Learned from the feed's own gaps. */
    record Auto() implements MaxSilence {}

    /** Always the same, in ms. */
    record Fixed(long millis) implements MaxSilence {}
}

package org.forgedtoken.detector.settings;

import java.time.Duration;

/** The longest life that a token may have. */
public sealed interface MaxLife {

    /** Learned for each issuer from what its issuance records state. */
    record Auto() implements MaxLife {}

    /** Given, and longer than zero. */
    record Fixed(Duration life) implements MaxLife {}
}

package org.forgedtoken.detector.settings;

/** How many partitions the internal topic of token events has. */
public sealed interface Partitions {

    /** As many as the internal topic has already; before the first start, as the access topic. */
    record Auto() implements Partitions {}

    /** A given number, from 1 on. */
    record Fixed(int count) implements Partitions {}
}

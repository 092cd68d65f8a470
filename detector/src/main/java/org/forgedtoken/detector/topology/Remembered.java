package org.forgedtoken.detector.topology;

/** What a step remembers under one name, in a store that is logged. */
public sealed interface Remembered permits Memory, LedgerMemory {
    /** The same in the topology, its changelog topic and the docs. */
    String name();

    /** Whose it is. */
    String step();

    /** Where it is kept, in words. */
    String kept();

    /** What its key is. */
    String keyText();

    /** What it holds. */
    String sentence();
}

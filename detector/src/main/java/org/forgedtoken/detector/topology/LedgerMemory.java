package org.forgedtoken.detector.topology;

/** The ledger, which is kept in a way of its own: {@link LedgerStores}. */
record LedgerMemory(String name, String step, String kept, String keyText, String sentence) implements Remembered {}

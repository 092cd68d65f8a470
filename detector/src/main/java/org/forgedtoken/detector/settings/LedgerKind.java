package org.forgedtoken.detector.settings;

/** Where the ledger is kept. */
public enum LedgerKind {
    /** In a compact table in memory, read back from its changelog after a restart. */
    MEMORY,
    /** On disk, for more tokens than the memory holds. */
    ROCKSDB
}

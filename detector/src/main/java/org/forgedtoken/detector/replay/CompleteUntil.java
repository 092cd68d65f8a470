package org.forgedtoken.detector.replay;

/** What the user says of the issuance files' end ({@code --ledger-complete-until}). */
public sealed interface CompleteUntil {
    /** Nothing: coverage ends where the records say. */
    record Unsaid() implements CompleteUntil {}

    /** From their last record on they are complete up to this event time, epoch ms. */
    record Time(long millis) implements CompleteUntil {}

    /** They are complete for every access that is judged: up to the last access + skew + grace. */
    record LastAccess() implements CompleteUntil {}
}

package org.forgedtoken.detector.rule;

/** One claim of which the presented token and the ledger say different things. */
public record Difference(String claim, String presented, String ledger) {}

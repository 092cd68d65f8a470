package org.forgedtoken.detector.replay;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a replay came to; all of it is in its files, too.
 *
 * @param openAlerts alerts that stand at the end, by rule
 * @param openIncidents that stand at the end
 * @param blockEntries that stand at the end
 * @param holes in the ledger's coverage
 * @param told what a user should know of the inputs, each a sentence behind what it is about
 * @param shortfall why the results are not of all that was asked, without the full stop; null where they are
 * @param sumsHold whether each record has exactly one outcome
 */
public record ReplayResult(
        long accesses,
        long issuances,
        double seconds,
        long recordsPerSecond,
        SortedMap<String, Long> openAlerts,
        long alertRecords,
        long openIncidents,
        long blockEntries,
        long deadLetters,
        long holes,
        List<String> told,
        @Nullable String shortfall,
        boolean sumsHold) {}

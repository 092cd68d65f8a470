package org.forgedtoken.detector.replay;

import java.util.List;
import java.util.SortedMap;

/**
 * What a replay came to; all of it is in its files, too.
 *
 * @param openAlerts alerts that stand at the end, by rule
 * @param openIncidents that stand at the end
 * @param blockEntries that stand at the end
 * @param holes in the ledger's coverage
 * @param skipped one sentence for each input that was read already
 * @param damaged one sentence for each input that could not be read to its end
 * @param notThere one sentence for each way in which the range asked is not there
 * @param notJudged one sentence for each reason why it says nothing that there is no alert
 * @param remarks what else a user should know of the inputs, each a sentence
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
        List<String> skipped,
        List<String> damaged,
        List<String> notThere,
        List<String> notJudged,
        List<String> remarks,
        boolean sumsHold) {}

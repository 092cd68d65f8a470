package org.forgedtoken.detector.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.forgedtoken.detector.evidence.EvidenceKey;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.report.ReportBuilder.Cover;
import org.forgedtoken.detector.settings.Settings;

/**
 * What to replay, and where to.
 *
 * @param awareAt when verified incidents were known, epoch ms: their reporting clocks run from then; {@link
 *     org.forgedtoken.detector.feed.Times#UNKNOWN}: no clock runs
 * @param out a folder, made if absent; what is in it under the names of the results is replaced
 * @param formats that the settings name
 * @param evidenceKey signs the chain over the results; empty: nobody does
 * @param version of the program, for the alerts and the manifest
 * @param commandLine as given, secrets hidden, for the manifest
 * @param threads that read the files; the results are the same with any number
 * @param cover what is to stand on the first page of the report
 */
public record ReplayRequest(
        CompleteUntil completeUntil,
        long awareAt,
        Path out,
        Settings settings,
        FeedFormats formats,
        Optional<EvidenceKey> evidenceKey,
        String version,
        List<String> commandLine,
        int threads,
        Cover cover) {

    public ReplayRequest {
        commandLine = List.copyOf(commandLine);
    }

    /** What the user says of the issuance files' end ({@code --ledger-complete-until}). */
    public sealed interface CompleteUntil {
        /** Nothing: coverage ends where the records say. */
        record Unsaid() implements CompleteUntil {}

        /** From their last record on they are complete up to this event time, epoch ms. */
        record Time(long millis) implements CompleteUntil {}

        /** They are complete for every access that is judged: up to the last access + skew + grace. */
        record LastAccess() implements CompleteUntil {}
    }
}

package org.forgedtoken.detector.replay;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.forgedtoken.detector.evidence.EvidenceKey;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.report.ReportBuilder.Cover;
import org.forgedtoken.detector.settings.Settings;

/**
 * What to replay, and where to.
 *
 * @param access files, globs or {@code -}
 * @param issuance the same
 * @param keys the same; empty: there is no such feed
 * @param accounts the same
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
        List<String> access,
        List<String> issuance,
        List<String> keys,
        List<String> accounts,
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
        access = List.copyOf(access);
        issuance = List.copyOf(issuance);
        keys = List.copyOf(keys);
        accounts = List.copyOf(accounts);
        commandLine = List.copyOf(commandLine);
    }

    /** The files of each feed. */
    Map<Feed, List<String>> files() {
        return new EnumMap<>(
                Map.of(Feed.ACCESS, access, Feed.ISSUANCE, issuance, Feed.KEYS, keys, Feed.ACCOUNTS, accounts));
    }
}

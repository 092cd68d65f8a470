package org.forgedtoken.detector.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.cli.Action.SettingsOptions;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;
import org.forgedtoken.detector.replay.input.TopicInput.TimeRange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is read, files of each feed or the topics' own history; to be mixed in. */
final class FeedOptions {
    private static final String LAST_ACCESS = "last access";

    @Option(names = "--access", paramLabel = "FILE", arity = "1..*")
    List<String> access = new ArrayList<>();

    @Option(names = "--issuance", paramLabel = "FILE", arity = "1..*")
    List<String> issuance = new ArrayList<>();

    @Option(names = "--keys", paramLabel = "FILE", arity = "1..*")
    List<String> keys = new ArrayList<>();

    @Option(names = "--accounts", paramLabel = "FILE", arity = "1..*")
    List<String> accounts = new ArrayList<>();

    @Option(names = "--access-format", paramLabel = "NAME")
    private @Nullable String accessFormat;

    @Option(names = "--issuance-format", paramLabel = "NAME")
    private @Nullable String issuanceFormat;

    @Option(names = "--ledger-complete-until", paramLabel = "TIME", arity = "0..1", fallbackValue = LAST_ACCESS)
    private @Nullable String completeUntil;

    @Option(names = "--from", paramLabel = "TIME")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME")
    private @Nullable String to;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT")
    private @Nullable String servers;

    /** Whether the user wants a range of the topics, not files. */
    boolean isHistory() {
        return from != null || to != null;
    }

    /** Whether any file is named. */
    boolean isOfFiles() {
        return files().values().stream().anyMatch(names -> !names.isEmpty());
    }

    /**
     * Refuses what does not go together, and makes settings of those options that stand for one.
     *
     * @param isLive whether topics are followed where neither files nor a range of topics are named
     */
    void check(Action action, SettingsOptions settings, boolean isLive) {
        set(settings, "access.format", accessFormat);
        set(settings, "issuance.format", issuanceFormat);
        set(settings, "kafka.bootstrap.servers", servers);
        if (files().values().stream().filter(names -> names.contains("-")).count() > 1) {
            throw action.wrong("The standard input cannot be two feeds.");
        }
        if (isHistory()) {
            checkHistory(action);
        } else if (servers != null && (isOfFiles() || !isLive)) {
            throw action.wrong("--bootstrap-servers is of no use without --from and --to: files are not in Kafka.");
        }
    }

    private static void set(SettingsOptions settings, String setting, @Nullable String value) {
        if (value != null) {
            settings.set.put(setting, value);
        }
    }

    private void checkHistory(Action action) {
        files().forEach((feed, names) -> {
            if (!names.isEmpty()) {
                throw action.wrong("--" + feed.label() + " reads files, --from and --to read the topics' own history: a"
                        + " replay does one or the other.");
            }
        });
        if (from == null || to == null) {
            throw action.wrong(
                    "--from and --to belong together: " + (from == null ? "--from" : "--to") + " is missing.");
        }
        if (completeUntil != null) {
            throw action.wrong("--ledger-complete-until is for files: a topic that is written to is never complete.");
        }
        TimeRange range = range(action);
        if (range.from() >= range.to()) {
            throw action.wrong("--from must be before --to.");
        }
    }

    /** The accesses to judge, of a history. */
    TimeRange range(Action action) {
        return new TimeRange(action.millis("--from", from), action.millis("--to", to));
    }

    /** The files of each feed. */
    Map<Feed, List<String>> files() {
        return new EnumMap<>(
                Map.of(Feed.ACCESS, access, Feed.ISSUANCE, issuance, Feed.KEYS, keys, Feed.ACCOUNTS, accounts));
    }

    /** How far the issuance files are complete. */
    CompleteUntil completeUntil(Action action) {
        if (completeUntil == null) {
            return new CompleteUntil.Unsaid();
        }
        return completeUntil.equals(LAST_ACCESS)
                ? new CompleteUntil.LastAccess()
                : new CompleteUntil.Time(action.millis("--ledger-complete-until", completeUntil));
    }
}

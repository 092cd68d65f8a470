package org.forgedtoken.detector.cli;

import org.forgedtoken.detector.replay.input.TimeRange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a replay reads the topics' own history; to be mixed in. */
final class HistoryOptions {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Instead of files: judges the accesses in Kafka since then, by their own times, RFC 3339. The"
                    + " other topics are read from their beginning.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Those before then; belongs to --from.")
    private @Nullable String to;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Where Kafka is; instead of the setting kafka.bootstrap.servers.")
    private @Nullable String servers;

    /** Whether the user wants topics, not files. */
    boolean isGiven() {
        return from != null || to != null;
    }

    /** Where Kafka is; null where the settings say so. */
    @Nullable
    String servers() {
        return servers;
    }

    /**
     * Refuses what does not go together.
     *
     * @param files an option that names files, where one was given
     * @param completeUntil whether somebody says that issuance files are complete
     */
    void check(Action action, @Nullable String files, boolean completeUntil) {
        if (!isGiven()) {
            if (servers != null) {
                throw action.wrong("--bootstrap-servers is of no use without --from and --to: files are not in Kafka.");
            }
            return;
        }
        if (files != null) {
            throw action.wrong(
                    files + " reads files, --from and --to read the topics' own history: a replay does one or the"
                            + " other.");
        }
        if (from == null || to == null) {
            throw action.wrong(
                    "--from and --to belong together: " + (from == null ? "--from" : "--to") + " is missing.");
        }
        if (completeUntil) {
            throw action.wrong("--ledger-complete-until is for files: a topic that is written to is never complete.");
        }
        TimeRange range = range(action);
        if (range.from() >= range.to()) {
            throw action.wrong("--from must be before --to.");
        }
    }

    /** The accesses to judge. */
    TimeRange range(Action action) {
        return new TimeRange(action.millis("--from", from), action.millis("--to", to));
    }
}

package org.forgedtoken.detector.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.replay.CompleteUntil;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name files of each feed, and how they are written; to be mixed in. */
final class FeedOptions {
    private static final String LAST_ACCESS = "last access";

    @Option(names = "--access", paramLabel = "FILE", arity = "1..*", description = "Access logs; may be repeated.")
    List<String> access = new ArrayList<>();

    @Option(
            names = "--issuance",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Logs of issued tokens; may be repeated. All of them are one feed.")
    List<String> issuance = new ArrayList<>();

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            arity = "1..*",
            description = "What is known of signing keys, native JSON; may be repeated.")
    List<String> keys = new ArrayList<>();

    @Option(
            names = "--accounts",
            paramLabel = "FILE",
            arity = "1..*",
            description = "The accounts that exist, native JSON; may be repeated.")
    List<String> accounts = new ArrayList<>();

    @Option(
            names = "--access-format",
            paramLabel = "NAME",
            description = "A shipped format or a mapping file; instead of the setting access.format.")
    @Nullable
    String accessFormat;

    @Option(
            names = "--issuance-format",
            paramLabel = "NAME",
            description = "The same for --issuance; instead of the setting issuance.format.")
    @Nullable
    String issuanceFormat;

    @Option(
            names = "--ledger-complete-until",
            paramLabel = "TIME",
            arity = "0..1",
            fallbackValue = LAST_ACCESS,
            description =
                    "The issuance files are complete from their last record up to this time, RFC 3339; without a time"
                            + " as far as the accesses need. Otherwise nothing is assumed.")
    @Nullable
    String completeUntil;

    /** Makes settings of those options that stand for one. */
    void set(SettingsOptions settings, HistoryOptions history) {
        set(settings, "access.format", accessFormat);
        set(settings, "issuance.format", issuanceFormat);
        set(settings, "kafka.bootstrap.servers", history.servers());
    }

    private static void set(SettingsOptions settings, String setting, @Nullable String value) {
        if (value != null) {
            settings.set.put(setting, value);
        }
    }

    /**
     * Refuses what does not go together.
     *
     * @return an option that names files; null where none was given
     */
    @Nullable
    String check(Action action) {
        if (files().values().stream().filter(names -> names.contains("-")).count() > 1) {
            throw action.wrong("The standard input cannot be two feeds.");
        }
        return files().entrySet().stream()
                .filter(named -> !named.getValue().isEmpty())
                .map(named -> "--" + named.getKey().label())
                .findFirst()
                .orElse(null);
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

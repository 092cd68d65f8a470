package org.forgedtoken.detector.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord.Feed;

/**
 * Writes the traffic of a plan into a folder: {@code access.jsonl}, {@code issuance.jsonl}, {@code jwks.json},
 * {@code truth.json}, and where the site has such lists {@code keys.jsonl} and {@code accounts.jsonl}.
 */
public final class SampleFiles {

    private SampleFiles() {}

    /** The name of a feed's file. */
    public static String name(Feed feed) {
        return feed.name().toLowerCase(Locale.ROOT) + ".jsonl";
    }

    /**
     * Writes the files, replacing those that are there.
     *
     * @param progress is told the arrival time (epoch ms) of each record written
     */
    public static Truth write(TrafficPlan plan, Path folder, LongConsumer progress) throws IOException {
        Files.createDirectories(folder);
        Traffic traffic = new Traffic(plan);
        Map<Feed, BufferedWriter> files = new EnumMap<>(Feed.class);
        try {
            for (Feed feed : Feed.values()) {
                if (plan.site().lists() || feed == Feed.ACCESS || feed == Feed.ISSUANCE) {
                    files.put(feed, Files.newBufferedWriter(folder.resolve(name(feed))));
                }
            }
            while (traffic.hasNext()) {
                GeneratedRecord record = traffic.next();
                BufferedWriter file = files.get(record.feed());
                if (file == null) {
                    throw new IllegalStateException("a record of a feed that is not there: " + record.feed());
                }
                file.write(record.json());
                file.write('\n');
                progress.accept(record.arrivalMillis());
            }
        } finally {
            for (BufferedWriter file : files.values()) {
                file.close();
            }
        }
        Files.writeString(folder.resolve("jwks.json"), traffic.jwks());
        Files.writeString(folder.resolve("truth.json"), traffic.truth().toJson());
        return traffic.truth();
    }
}

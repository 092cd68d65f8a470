package org.forgedtoken.detector.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Writes the traffic of a plan into a folder: {@code access.jsonl}, {@code issuance.jsonl}, {@code jwks.json}, {@code truth.json}. */
public final class SampleFiles {

    private SampleFiles() {}

    /**
     * Writes the files, replacing those that are there.
     *
     * @param progress is told the arrival time (epoch ms) of each record written
     */
    public static Truth write(TrafficPlan plan, Path folder, LongConsumer progress) throws IOException {
        Files.createDirectories(folder);
        Traffic traffic = new Traffic(plan);
        try (BufferedWriter access = Files.newBufferedWriter(folder.resolve("access.jsonl"));
                BufferedWriter issuance = Files.newBufferedWriter(folder.resolve("issuance.jsonl"))) {
            while (traffic.hasNext()) {
                GeneratedRecord record = traffic.next();
                BufferedWriter file = switch (record.feed()) {
                    case ACCESS -> access;
                    case ISSUANCE -> issuance;
                };
                file.write(record.json());
                file.write('\n');
                progress.accept(record.arrivalMillis());
            }
        }
        Files.writeString(folder.resolve("jwks.json"), traffic.jwks());
        Files.writeString(folder.resolve("truth.json"), traffic.truth().toJson());
        return traffic.truth();
    }
}

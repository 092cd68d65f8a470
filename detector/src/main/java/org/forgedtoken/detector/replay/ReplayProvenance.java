package org.forgedtoken.detector.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.report.Provenance;
import org.jspecify.annotations.Nullable;

/** What the manifest will say of a replay's origin, for the report, which is written before it. */
final class ReplayProvenance {
    private ReplayProvenance() {}

    /** @param started wall clock, epoch ms */
    static Provenance of(ReplayRequest request, long started, Map<Feed, List<Input>> inputs) {
        List<Provenance.Input> read = new ArrayList<>();
        inputs.forEach((feed, files) -> {
            for (Input file : files) {
                read.add(new Provenance.Input(
                        feed.label(),
                        file.name(),
                        file.bytes(),
                        file.records(),
                        orNothing(file.sha256()),
                        file.skipped() == null ? orNothing(file.damage()) : orNothing(file.skipped())));
            }
        });
        return new Provenance(
                request.version(),
                request.commandLine(),
                Instant.ofEpochMilli(started).toString(),
                read,
                Map.of());
    }

    private static String orNothing(@Nullable String text) {
        return text == null ? "" : text;
    }
}

package org.forgedtoken.detector.bench;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench flood-files}. */
@Command(
        name = "flood-files",
        description = {
            "Writes an access log (.zst) of garbage tokens with honest traffic and forged tokens among it, and the issuances"
                    + " of the honest ones, for `detector replay`."
        })
final class FloodFiles implements Callable<Integer> {
    private static final int PACE = 10_000;
    private static final int HONEST_EACH = 10;
    private static final Instant BEGIN = Instant.parse("2026-03-02T10:00:00Z");

    @Option(names = "--kind", defaultValue = "ACCEPTED", description = "Of ${COMPLETION-CANDIDATES}.")
    private FloodKind kind = FloodKind.ACCEPTED;

    @Option(names = "--tokens", defaultValue = "1000000", description = "Lines of garbage (${DEFAULT-VALUE}).")
    private long tokens;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the files go.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder);
        int honest = (int) Math.max(10_000, tokens / HONEST_EACH);
        long span = tokens * 1_000 / PACE;
        int pace = (int) Math.max(1, honest * 1_000L / Math.max(1, span));
        long end = BEGIN.toEpochMilli() + span;
        FeedPlan plan = new FeedPlan(1, 10_000, honest, honest / 10_000, end, pace, FeedPlan.ANY_AGE);
        BenchFeed feed = new BenchFeed(plan);
        try (BufferedWriter access = lines("access.jsonl.zst")) {
            int j = 0;
            for (long i = 0; i < tokens; i++) {
                long now = plan.firstAccess() + i * (end - plan.firstAccess()) / tokens;
                for (; j < honest && plan.accessTime(j) <= now; j++) {
                    access.write(feed.access(j).json() + '\n');
                }
                access.write(kind.access(i, tokens, plan.firstAccess(), now).json() + '\n');
            }
            for (; j < honest; j++) {
                access.write(feed.access(j).json() + '\n');
            }
        }
        try (BufferedWriter issuance = lines("issuance.jsonl.zst")) {
            issuance.write(BenchFeed.heartbeat(plan.coveredFrom(), plan.firstIssuance()) + '\n');
            for (int i = 0; i < plan.tokens(); i++) {
                issuance.write(feed.issuance(i).json() + '\n');
            }
            issuance.write(BenchFeed.heartbeat(plan.coveredFrom(), end + DataSet.AFTER) + '\n');
        }
        System.out.println(tokens + honest + " accesses, " + plan.forged() + " forged tokens beside the garbage");
        return 0;
    }

    private BufferedWriter lines(String name) throws IOException {
        ZstdOutputStream packed = new ZstdOutputStream(Files.newOutputStream(folder.resolve(name)));
        return new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), 1 << 16);
    }
}

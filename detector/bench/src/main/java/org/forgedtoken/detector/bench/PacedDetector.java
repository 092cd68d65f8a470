package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.forgedtoken.detector.runtime.EmbeddedBroker;
import org.forgedtoken.detector.runtime.TemporaryFolder;

/**
 * The program itself, in a process of its own, exactly once, and a feed to play to it from a broker in this process. Grace
 * is a second and skew are five, so that a token can soon be decided.
 */
final class PacedDetector implements AutoCloseable {
    static final String ALERTS = "token-alerts";
    static final long GRACE_AND_SKEW = 6_000;

    private static final long FORGED_AGE = 500;

    private final int start;
    private final EmbeddedBroker broker;
    private final TemporaryFolder state;
    private final Filling filling;
    private final DetectorProcess detector;
    private final FeedPlan plan;
    private final PacedFeed feed;

    /**
     * Starts it.
     *
     * @param seconds how long the accesses come
     * @param decidable hears of what the issuance topic carries
     */
    PacedDetector(PacedOptions options, int seconds, DecidableTimes decidable) throws IOException {
        start = options.start;
        // first: a plan that cannot be is refused before anything runs
        long end = System.currentTimeMillis() + (options.start + seconds) * 1_000L;
        plan = new FeedPlan(
                1, options.tokens, options.pace * seconds, options.forged * seconds, end, options.pace, FORGED_AGE);
        broker = EmbeddedBroker.start();
        state = TemporaryFolder.create("bench-paced-");
        broker.create(options.partitions, DataSet.KEYED.accessTopic(), DataSet.KEYED.issuanceTopic(), ALERTS);
        filling = new Filling(servers(), 5);
        detector = DetectorProcess.run(options.jvmFlags(), settings(options, state.path()));
        feed = new PacedFeed(plan, DataSet.KEYED, options.partitions, filling, decidable);
    }

    private Map<String, String> settings(PacedOptions options, Path folder) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("topic.access", DataSet.KEYED.accessTopic());
        settings.put("topic.issuance", DataSet.KEYED.issuanceTopic());
        settings.put("topic.alerts", ALERTS);
        settings.put("access.keyed", "true");
        settings.put("issuance.keyed", "true");
        settings.put("ledger.grace", "1s");
        settings.put("clock.skew", "5s");
        settings.put("http.port", "0");
        settings.put("kafka.bootstrap.servers", servers());
        settings.put("kafka.state.dir", folder.toString());
        settings.put("kafka.num.stream.threads", Integer.toString(options.threads));
        settings.putAll(options.set);
        return settings;
    }

    /** Plays the issuances of the past, until the ledger has them. */
    void awaitLedger() throws IOException, InterruptedException {
        do {
            feed.issue();
            if (System.currentTimeMillis() > plan.firstAccess() - 1_000) {
                throw new IllegalStateException("The ledger was not loaded after " + start + " s; see --start.");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        } while (detector.meter("detector_ledger_tokens") < 0.99 * feed.issued());
    }

    String servers() {
        return broker.bootstrapServers();
    }

    URI address() {
        return detector.address();
    }

    DetectorProcess process() {
        return detector;
    }

    FeedPlan plan() {
        return plan;
    }

    PacedFeed feed() {
        return feed;
    }

    /** The most memory its process has held. */
    double residentMb() throws IOException {
        return ResidentMemory.highest(detector.process().pid());
    }

    @Override
    public void close() throws IOException {
        try (broker;
                state;
                filling;
                detector) {
            // closed from the last to the first
        }
    }
}

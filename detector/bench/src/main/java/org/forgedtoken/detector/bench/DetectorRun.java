package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.forgedtoken.detector.runtime.KafkaDetector;
import org.forgedtoken.detector.topology.Stages;

/**
 * The detector itself. What it reads counts in each topic on the way through READ, JUDGE and WATCH; what it makes of the few
 * it found does not. Kafka Streams counts a batch of a feed's records as one, so these count as its consumers hand them on,
 * and once more as the detector's own meter says: that is text, and only looked at once all were handed on.
 */
final class DetectorRun implements Contender {
    private static final long PATIENCE_SECONDS = 20;

    private final RunOptions options;
    private final KafkaDetector detector;
    private final ConsumedRecords fed;
    private final ConsumedRecords behind;

    /** What READ has made of the feeds. */
    private long taken;

    DetectorRun(RunOptions options, String run, String stateDir) throws IOException {
        this.options = options;
        DataSet data = options.who().data();
        fed = ConsumedRecords.ofConsumers(
                topic -> topic.equals(data.accessTopic()) || topic.equals(data.issuanceTopic()));
        behind = ConsumedRecords.ofTasks(topic -> topic.contains("-token-events-")
                || topic.endsWith("-watch-accounts-repartition")
                || topic.endsWith("-watch-sources-repartition"));
        Stages stages = options.who().isWatching() ? Stages.ALL : Stages.WITHOUT_WATCH;
        detector = KafkaDetector.start(options.settings(run, stateDir), "bench", stages);
    }

    @Override
    public long read() {
        long handedOn = fed.total();
        if (handedOn >= options.accesses + options.issuances && taken < handedOn) {
            taken = MeterText.sum(detector.metrics(), "detector_records_total", "");
        }
        return handedOn + taken + behind.total();
    }

    @Override
    public boolean isThrough() {
        return taken >= options.accesses + options.issuances;
    }

    /** More than two commits: what READ and JUDGE have sent is seen by the next step once it is committed. */
    @Override
    public long settleMs() {
        return 2_500;
    }

    @Override
    public double finish() throws InterruptedException {
        long patient = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (MeterText.sum(detector.metrics(), "detector_alerts_total", "activity=\"create\"") < options.forged
                && System.nanoTime() < patient) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        long judged = MeterText.sum(detector.metrics(), "detector_verdicts_total", "");
        if (judged != options.accesses) {
            throw new IllegalStateException(options.accesses + " accesses were read and " + judged + " judged");
        }
        return MeterText.sum(detector.metrics(), "detector_ordinary_accesses_total", "") / (double) judged;
    }

    @Override
    public void close() {
        detector.close();
    }
}

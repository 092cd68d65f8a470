package org.forgedtoken.detector.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.group.Write;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.step.ForWrite;

/** WRITE: alerts, incidents and block entries to the bytes of their topics. */
final class WriteProcessor extends ContextualProcessor<String, ForWrite, String, Write.Output> {
    private final Write write;
    private final Meters meters;

    WriteProcessor(Write write, Meters meters) {
        this.write = write;
        this.meters = meters;
    }

    @Override
    public void process(Record<String, ForWrite> record) {
        long now = context().currentSystemTimeMs();
        if (record.value() instanceof ForWrite.Alerted alerted) {
            forward(write.alert(alerted.alert(), now), now);
            count(alerted.alert(), record.timestamp(), now);
        } else if (record.value() instanceof ForWrite.IncidentTold told) {
            write.incident(told.incident(), now).forEach(output -> forward(output, now));
            meters.count(
                    Meter.INCIDENTS,
                    told.incident().key().kind().label(),
                    told.incident().activity().label());
        } else if (record.value() instanceof ForWrite.Blocked blocked) {
            forward(write.block(blocked.entry()), now);
        } else if (record.value() instanceof ForWrite.Unblocked unblocked) {
            forward(write.unblock(unblocked.key()), now);
        }
    }

    private void forward(Write.Output output, long now) {
        context().forward(new Record<>(output.key(), output, now));
    }

    /** @param foundAt the wall clock when what it tells was found, epoch ms; 0: it tells nothing new */
    private void count(Alert alert, long foundAt, long now) {
        if (alert.evidence().isOfCanary()) {
            if (alert.activity() == Activity.CREATE) {
                meters.set(Meter.CANARY_LAST_SUCCESS, Math.floorDiv(now, 1_000L));
            }
            return;
        }
        String rule = alert.key().rule().id();
        meters.count(Meter.ALERTS, rule, alert.severity().label(), alert.counted());
        if (alert.closed() == StatusDetail.LATE_ISSUANCE || alert.closed() == StatusDetail.LATE_RECORD) {
            meters.count(Meter.ALERTS_WITHDRAWN, rule);
        }
        if (alert.activity() == Activity.CREATE && !alert.corrects() && foundAt > 0) {
            meters.time(Meter.DETECTION_LATENCY, Duration.ofMillis(now - foundAt));
        }
    }
}

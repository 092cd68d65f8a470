package org.forgedtoken.detector.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.replay.input.TopicInput;
import org.forgedtoken.detector.replay.input.TopicInput.TimeRange;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;

/**
 * Whether the accesses of a range are there. Where a partition has lost its beginning, its first record must be older than
 * the range. Where nothing was lost the topic must begin by the range's beginning, and end by its end, but for as much as
 * neighbours may be apart.
 */
final class FoundRange {
    private final TimeRange asked;
    private final String topic;
    private final long apart;

    FoundRange(TimeRange asked, Settings settings) {
        this.asked = asked;
        this.topic = settings.get(Catalogue.TOPIC_ACCESS);
        this.apart = settings.get(Catalogue.LEDGER_GRACE)
                .plus(settings.get(Catalogue.CLOCK_SKEW))
                .toMillis();
    }

    /** What is missing, each a sentence; to be asked when all partitions have been read. */
    List<String> missing(List<TopicInput> partitions) {
        List<String> missing = new ArrayList<>();
        for (TopicInput partition : partitions) {
            if (partition.offsets().isCut() && !partition.isPassedOver() && !beginsInTime(partition)) {
                missing.add(
                        Times.known(partition.firstTime())
                                ? partition.name() + " begins with an access of " + at(partition.firstTime())
                                        + ": what it held before is deleted."
                                : partition.name() + " holds nothing any more: what it held is deleted.");
            }
        }
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (TopicInput partition : partitions) {
            least = Math.min(least, partition.isPassedOver() ? Long.MIN_VALUE : partition.least());
            most = Math.max(most, partition.most());
        }
        if (most == Long.MIN_VALUE) {
            missing.add("The topic '" + topic + "' holds no access that tells its time.");
        } else {
            if (missing.isEmpty() && least > asked.from() + apart) {
                missing.add("The topic '" + topic + "' begins with an access of " + at(least) + ".");
            }
            if (most + apart < asked.to()) {
                missing.add("The topic '" + topic + "' ends with an access of " + at(most) + ".");
            }
        }
        return missing;
    }

    private boolean beginsInTime(TopicInput partition) {
        return Times.known(partition.firstTime()) && partition.firstTime() <= asked.from();
    }

    private static Instant at(long time) {
        return Instant.ofEpochMilli(time);
    }
}

package org.forgedtoken.detector.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.forgedtoken.detector.coverage.Hole;
import org.forgedtoken.detector.coverage.MaxSilence;
import org.forgedtoken.detector.coverage.PartitionTimeline;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.replay.input.OpenInput;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.Counts;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.ReadIssuance;

/** READ of the issuance feed: as live, each of its partitions has a timeline of its own. Not thread-safe. */
final class IssuancePartitions {
    private final List<ReadIssuance> partitions = new ArrayList<>();

    IssuancePartitions(
            int count, IssuanceReader reader, Settings settings, CarriedIssuers carried, Emit out, Counts counts) {
        TokenIdentity identity = settings.identity();
        for (int i = 0; i < count; i++) {
            PartitionTimeline timeline = new PartitionTimeline(
                    settings.millis(Catalogue.LEDGER_GRACE),
                    settings.millis(Catalogue.CLOCK_SKEW),
                    MaxSilence.of(settings.get(Catalogue.LEDGER_MAX_SILENCE)));
            partitions.add(new ReadIssuance(reader, identity, carried, timeline, heard -> {}, out, counts));
        }
    }

    void take(OpenInput.Entry entry, long now) {
        ReadIssuance partition = partitions.get(entry.origin().partition());
        if (entry.lost() > 0) {
            partition.lost(entry.lost());
        }
        if (entry.backfilled()) {
            partition.takeBackfilled(entry.origin(), entry.reading(), now);
        } else {
            partition.take(entry.origin(), entry.reading(), now);
        }
    }

    /** Records are missing here, of whichever partition, nobody knows how many. */
    void lost() {
        partitions.forEach(partition -> partition.lost(Hole.UNBOUNDED));
    }

    /** All of it is complete up to {@code until} (epoch ms), says somebody who knows. */
    void completeUntil(long until) {
        partitions.forEach(partition -> partition.completeUntil(until));
    }

    /**
     * Tells what coverage has become. Of several partitions each is spoken of from the first mark on, whether it has carried
     * anything or not: all are read by time, so that what it has not carried by now did not come by now.
     */
    void mark() {
        int count = partitions.size();
        if (count == 1) {
            partitions.get(0).mark(0, 1);
            return;
        }
        for (int i = 0; i < count; i++) {
            partitions.get(i).mark(i, count, true);
        }
    }

    /** That nothing more will come. */
    void end(Consumer<PositionMark> readTo) {
        for (int i = 0; i < partitions.size(); i++) {
            readTo.accept(new PositionMark(Feed.ISSUANCE, i, partitions.size(), PositionMark.END));
        }
    }
}

package org.forgedtoken.detector.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.forgedtoken.detector.demo.Fault.Planted;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.feed.Feed;

/**
 * Five hours of a site whose feeds are sick in one way.
 *
 * @param healthy the records as a sound site would have sent them, in the order of arrival
 * @param records the same as they arrive
 * @param forged the tokens, by block-entry key, of which a sound ledger proves that nobody issued them, and that are used
 * @param unissued all tokens that nobody issued, whether that can be proved or not
 */
public record SickSite(
        List<GeneratedRecord> healthy, List<GeneratedRecord> records, Set<String> forged, Set<String> unissued) {
    private static final Duration LENGTH = Duration.ofHours(5);
    private static final Duration ATTACK_AFTER = Duration.ofMinutes(30);

    /** As long as it is sound: the same before every distortion. */
    private static final class Sound {
        static final List<GeneratedRecord> RECORDS;
        static final List<Planted> PLANTED;

        static {
            Traffic traffic = new Traffic(new TrafficPlan(
                    7,
                    TrafficPlan.SAMPLE_START,
                    LENGTH,
                    0.25,
                    2,
                    Timing.defaults(),
                    new TrafficPlan.Attack(TrafficPlan.Attack.evenly(66), ATTACK_AFTER, LENGTH.minus(ATTACK_AFTER)),
                    TrafficPlan.Gap.none(),
                    new Site(20_000, 0, 0, 0, 0, 0, 0, 0, false, true, 0),
                    Campaign.none()));
            List<GeneratedRecord> records = new ArrayList<>();
            traffic.forEachRemaining(records::add);
            RECORDS = List.copyOf(records);
            PLANTED = List.copyOf(traffic.truth().planted());
        }
    }

    public static SickSite of(Distortion distortion) {
        List<GeneratedRecord> healthy = Sound.RECORDS;
        List<GeneratedRecord> records = distortion.of(healthy);
        Set<String> used = new TreeSet<>();
        records.stream().filter(r -> r.feed() == Feed.ACCESS && r.key() != null).forEach(r -> used.add(r.key()));
        Set<String> forged = new TreeSet<>();
        Set<String> unissued = new TreeSet<>();
        for (Planted one : Sound.PLANTED) {
            if (one.fault().forged()) {
                unissued.add(one.token());
            }
            if (one.rules().contains("token-never-issued") && used.contains(one.token())) {
                forged.add(one.token());
            }
        }
        return new SickSite(healthy, records, forged, unissued);
    }

    /** When the records end, epoch ms. */
    public long end() {
        return healthy.stream().mapToLong(GeneratedRecord::arrivalMillis).max().orElseThrow();
    }

    /** What was issued and never arrives. */
    public List<GeneratedRecord> missing() {
        Set<String> there = new TreeSet<>();
        records.forEach(r -> there.add(r.json()));
        return healthy.stream()
                .filter(r -> r.feed() == Feed.ISSUANCE && !there.contains(r.json()))
                .toList();
    }
}

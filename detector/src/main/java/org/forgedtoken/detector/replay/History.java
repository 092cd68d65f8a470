package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.replay.input.Consumers;
import org.forgedtoken.detector.replay.input.Input;
import org.forgedtoken.detector.replay.input.TopicInput;
import org.forgedtoken.detector.replay.input.TopicInput.TimeRange;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;

/**
 * The topics of a live deployment as inputs of a replay, each partition one of them, up to the end that it has when the
 * replay begins. Of the accesses a range is judged; the other feeds are read from their beginning. Nothing but reading is
 * done: there is no group, and nothing is written.
 */
public final class History implements ReplaySource {
    /** By so much, and the largest lead of a clock, an access may be later than Kafka's timestamp of it. */
    private static final Duration TIMESTAMP_SLACK = Duration.ofHours(1);

    private final TimeRange asked;
    private final Settings settings;
    private final Consumers consumers;
    private final boolean byTimestamps;
    private List<TopicInput> access = List.of();
    private List<TopicInput> issuance = List.of();

    /**
     * Of the topics that the settings name.
     *
     * @param asked of the accesses, by their own times
     * @param config of the consumers: how to reach the cluster, and how to read from it
     */
    public History(TimeRange asked, Settings settings, Map<String, Object> config) {
        this(asked, settings, new Consumers(config, "replay"), true);
    }

    History(TimeRange asked, Settings settings, Consumers consumers, boolean byTimestamps) {
        this.asked = asked;
        this.settings = settings;
        this.consumers = consumers;
        this.byTimestamps = byTimestamps;
    }

    /** The same, whatever Kafka's timestamps say: the access topic is read from its beginning. */
    public History whole() {
        return new History(asked, settings, consumers, false);
    }

    @Override
    public Map<Feed, List<Input>> inputs() throws IOException {
        long slack =
                TIMESTAMP_SLACK.plus(settings.get(Catalogue.CLOCK_MAX_AHEAD)).toMillis();
        Map<Feed, List<Input>> inputs = new EnumMap<>(Feed.class);
        try (Consumers.TopicLook look = new Consumers.TopicLook(consumers)) {
            // The accesses first: an issuance that is written meanwhile does no harm, an access would.
            access = needed(
                            settings.get(Catalogue.TOPIC_ACCESS),
                            "topic.access",
                            look,
                            byTimestamps ? asked.from() - slack : Times.UNKNOWN)
                    .stream()
                    .map(offsets -> new TopicInput(offsets, asked, slack, consumers))
                    .toList();
            issuance = all(needed(settings.get(Catalogue.TOPIC_ISSUANCE), "topic.issuance", look, Times.UNKNOWN));
            inputs.put(Feed.ACCESS, List.copyOf(access));
            inputs.put(Feed.ISSUANCE, List.copyOf(issuance));
            inputs.put(Feed.KEYS, List.copyOf(all(look.at(settings.get(Catalogue.TOPIC_KEYS), Times.UNKNOWN))));
            inputs.put(Feed.ACCOUNTS, List.copyOf(all(look.at(settings.get(Catalogue.TOPIC_ACCOUNTS), Times.UNKNOWN))));
        }
        return inputs;
    }

    private static List<TopicInput.Offsets> needed(
            String topic, String setting, Consumers.TopicLook look, long writtenFrom) throws IOException {
        List<TopicInput.Offsets> partitions = look.at(topic, writtenFrom);
        if (partitions.isEmpty()) {
            throw new IOException("The topic '" + topic + "' (" + setting + ") does not exist.");
        }
        if (partitions.stream().allMatch(partition -> partition.logStart() >= partition.next())) {
            throw new IOException("The topic '" + topic + "' (" + setting + ") is empty"
                    + (partitions.stream().anyMatch(TopicInput.Offsets::isCut)
                            ? ": all that it held is deleted."
                            : "."));
        }
        return partitions;
    }

    private List<TopicInput> all(List<TopicInput.Offsets> partitions) {
        return partitions.stream()
                .map(offsets -> new TopicInput(offsets, TimeRange.ALL, 0, consumers))
                .toList();
    }

    @Override
    public int issuancePartitions() {
        return issuance.size();
    }

    @Override
    public long accessesFrom() {
        return asked.from();
    }

    /**
     * Where partitions have been cut, the ledger begins where all of them have begun. A partition that has carried an issuer
     * seldom would else be taken for one that never has: what it held of that issuer may be what was deleted.
     */
    @Override
    public long ledgerFrom() {
        return issuance.stream()
                .filter(partition -> partition.offsets().isCut())
                .mapToLong(TopicInput::firstTime)
                .max()
                .orElse(Times.UNKNOWN);
    }

    @Override
    public void place(DeadLetter letter, JsonObject json) {
        json.put("topic", letter.topic());
        json.put("partition", letter.partition());
        json.put("offset", letter.offset());
    }

    @Override
    public Map<String, Object> asked(Feed feed) {
        if (feed != Feed.ACCESS) {
            return Map.of();
        }
        JsonObject range = new JsonObject()
                .put("from", at(asked.from()).toString())
                .put("to", at(asked.to()).toString());
        long notAsked = access.stream().mapToLong(TopicInput::notAsked).sum();
        return new TreeMap<>(Map.of("asked", range, "not_asked", notAsked));
    }

    /**
     * Where a partition has lost its beginning, its first record must be older than the range. Where nothing was lost the topic
     * must begin by the range's beginning, and end by its end, but for as much as neighbours may be apart.
     */
    @Override
    public List<String> notThere() {
        List<String> missing = new ArrayList<>();
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (TopicInput partition : access) {
            boolean known = Times.known(partition.firstTime());
            boolean beginsInTime = known && partition.firstTime() <= asked.from();
            if (partition.offsets().isCut() && !partition.isPassedOver() && !beginsInTime) {
                missing.add(partition.name()
                        + (known
                                ? " begins with an access of " + at(partition.firstTime())
                                        + ": what it held before is deleted."
                                : " holds nothing any more: what it held is deleted."));
            }
            least = Math.min(least, partition.isPassedOver() ? Long.MIN_VALUE : partition.least());
            most = Math.max(most, partition.most());
        }
        String topic = "The topic '" + settings.get(Catalogue.TOPIC_ACCESS) + "' ";
        if (most == Long.MIN_VALUE) {
            missing.add(topic + "holds no access that tells its time.");
            return missing;
        }
        long apart = settings.millis(Catalogue.LEDGER_GRACE) + settings.millis(Catalogue.CLOCK_SKEW);
        if (missing.isEmpty() && least > asked.from() + apart) {
            missing.add(topic + "begins with an access of " + at(least) + ".");
        }
        if (most + apart < asked.to()) {
            missing.add(topic + "ends with an access of " + at(most) + ".");
        }
        return missing;
    }

    private static Instant at(long time) {
        return Instant.ofEpochMilli(time);
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        for (List<TopicInput> feed : List.of(access, issuance)) {
            for (TopicInput partition : feed) {
                if (partition.offsets().open() > 0) {
                    remarks.add(partition.name() + " was read to its last stable offset "
                            + partition.offsets().next() + ": the "
                            + partition.offsets().open()
                            + " offsets behind it belong to a transaction that is not ended, or come after it.");
                }
            }
        }
        if (Times.known(ledgerFrom())) {
            remarks.add("The beginning of the topic '" + settings.get(Catalogue.TOPIC_ISSUANCE)
                    + "' is deleted: the ledger begins at " + at(ledgerFrom())
                    + ", and tokens that were issued before are undetermined.");
        }
        return remarks;
    }
}

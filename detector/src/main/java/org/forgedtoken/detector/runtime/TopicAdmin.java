package org.forgedtoken.detector.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.forgedtoken.detector.evidence.EvidenceTopic;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.Memories;
import org.forgedtoken.detector.topology.Topic;
import org.forgedtoken.detector.topology.Topic.Way;
import org.forgedtoken.detector.topology.Topics;
import org.forgedtoken.detector.topology.store.ForeignRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the topics into the state that the detector needs, or says what is missing. */
final class TopicAdmin {
    private static final Logger LOG = LoggerFactory.getLogger(TopicAdmin.class);

    /** Nobody needs many: alerts are few, and a gateway reads all of the block list. */
    private static final int MOST_OUTPUT_PARTITIONS = 6;

    private final Cluster cluster;
    private final Settings settings;
    private final Topics topics;
    private final String applicationId;

    TopicAdmin(Cluster cluster, Settings settings, String applicationId) {
        this.cluster = cluster;
        this.settings = settings;
        this.topics = Topics.of(settings);
        this.applicationId = applicationId;
    }

    /**
     * Checks the inputs, makes the outputs that are missing, and lets READ's changelog grow with the inputs.
     *
     * @return how many partitions the internal topics have, or get
     * @throws StartRefused with what is missing
     */
    int prepare() {
        String tokenEvents = Topics.internalName(applicationId, topics.tokenEvents());
        String changelog = Topics.changelogName(applicationId, Memories.FEEDS);
        List<String> changelogs = Memories.ofWhatIsIssued().stream()
                .map(memory -> Topics.changelogName(applicationId, memory))
                .toList();
        List<String> names = new ArrayList<>(changelogs);
        names.add(tokenEvents);
        names.addAll(Topics.formerTokenEvents(applicationId));
        topics.all(Way.IN).forEach(topic -> names.add(topic.name()));
        topics.all(Way.OPTIONAL).forEach(topic -> names.add(topic.name()));
        topics.all(Way.OUT).forEach(topic -> names.add(topic.name()));
        settings.get(Catalogue.EVIDENCE_TOPIC).ifPresent(names::add);
        Map<String, Integer> existing = cluster.existing(names);
        checkInputs(existing);
        checkFormat(existing);
        checkNothingIsLost(existing, tokenEvents, changelogs);
        tellWhatIsMissing(existing);
        int inputs = inputs().stream()
                .mapToInt(topic -> existing.getOrDefault(topic.name(), 1))
                .max()
                .orElse(1);
        List<KeyedInput> keyed = keyed();
        String first = keyed.isEmpty() ? topics.access().name() : keyed.get(0).topic();
        int partitions =
                judgePartitions(Optional.ofNullable(existing.get(tokenEvents)), existing.getOrDefault(first, 1));
        if (!keyed.isEmpty()) {
            checkKeyed(keyed, existing, partitions);
        }
        Integer tasks = existing.get(changelog);
        if (tasks != null && tasks < inputs) {
            LOG.info("The input topics have grown to {} partitions: so does {}", inputs, changelog);
            cluster.grow(changelog, inputs);
        }
        for (Topic<?, ?> topic : topics.all(Way.OUT)) {
            if (!existing.containsKey(topic.name())) {
                int count = Math.min(MOST_OUTPUT_PARTITIONS, partitions);
                cluster.create(
                        new NewTopic(topic.name(), Optional.of(count), Optional.empty()).configs(topic.config()));
            }
        }
        settings.get(Catalogue.EVIDENCE_TOPIC)
                .filter(topic -> !existing.containsKey(topic))
                .ifPresent(topic -> cluster.create(
                        new NewTopic(topic, Optional.of(1), Optional.empty()).configs(EvidenceTopic.CONFIG)));
        return partitions;
    }

    private void checkInputs(Map<String, Integer> existing) {
        List<String> missing = new ArrayList<>();
        if (!existing.containsKey(topics.access().name())) {
            missing.add("'" + topics.access().name() + "' (topic.access)");
        }
        if (!existing.containsKey(topics.issuance().name())) {
            missing.add("'" + topics.issuance().name() + "' (topic.issuance)");
        }
        if (!missing.isEmpty()) {
            throw new StartRefused((missing.size() == 1 ? "The input topic " : "The input topics ")
                    + String.join(" and ", missing)
                    + (missing.size() == 1 ? " does" : " do")
                    + " not exist; the detector creates only what it writes.");
        }
    }

    /** What another version has written would be misread, and honest tokens be accused. */
    private void checkFormat(Map<String, Integer> existing) {
        Topics.formerTokenEvents(applicationId).stream()
                .filter(existing::containsKey)
                .findFirst()
                .ifPresent(topic -> {
                    throw new StartRefused(
                            "What '" + applicationId + "' (kafka.application.id) remembers was written by an"
                                    + " older version of the detector, which this one cannot read ('" + topic
                                    + "'). Begin anew, under another kafka.application.id: the feeds are then read"
                                    + " from their beginning. Backfill what the issuance topic no longer holds; see"
                                    + " guides/upgrade.md.");
                });
    }

    /** Kafka Streams would make an empty one in its place, and tokens that it held would be taken for forged. */
    private static void checkNothingIsLost(Map<String, Integer> existing, String tokenEvents, List<String> changelogs) {
        if (changelogs.stream().noneMatch(existing::containsKey)) {
            return;
        }
        Stream.concat(Stream.of(tokenEvents), changelogs.stream())
                .filter(topic -> !existing.containsKey(topic))
                .findFirst()
                .ifPresent(topic -> {
                    throw new StartRefused(
                            "The topic '" + topic + "' does not exist any more. " + ForeignRecord.BEGIN_ANEW);
                });
    }

    /** An input whose records are keyed by token, and the setting that says so. */
    private record KeyedInput(String topic, String setting) {}

    private List<KeyedInput> keyed() {
        List<KeyedInput> keyed = new ArrayList<>();
        if (settings.get(Catalogue.ACCESS_KEYED)) {
            keyed.add(new KeyedInput(topics.access().name(), "access.keyed"));
        }
        if (settings.get(Catalogue.ISSUANCE_KEYED)) {
            keyed.add(new KeyedInput(topics.issuance().name(), "issuance.keyed"));
        }
        return keyed;
    }

    /** What is keyed is judged by the task that reads it: one task for each judging partition, and none besides. */
    private void checkKeyed(List<KeyedInput> keyed, Map<String, Integer> existing, int judging) {
        for (KeyedInput input : keyed) {
            int count = existing.getOrDefault(input.topic(), judging);
            if (count != judging) {
                throw new StartRefused("With " + input.setting() + " the topic '" + input.topic()
                        + "' must have as many partitions as judge.partitions, fixed at the first start: it has "
                        + count
                        + ", and judge.partitions is " + judging + ".");
            }
        }
        for (Topic<?, ?> topic : inputs()) {
            int count = existing.getOrDefault(topic.name(), judging);
            if (count > judging) {
                throw new StartRefused("With " + keyed.get(0).setting()
                        + " no input may have more partitions than judge.partitions: '" + topic.name() + "' has "
                        + count
                        + ", and judge.partitions is " + judging + ".");
            }
        }
    }

    private List<Topic<?, ?>> inputs() {
        return Stream.of(topics.all(Way.IN), topics.all(Way.OPTIONAL))
                .flatMap(List::stream)
                .toList();
    }

    private void tellWhatIsMissing(Map<String, Integer> existing) {
        for (Topic<?, ?> topic : topics.all(Way.OPTIONAL)) {
            if (!existing.containsKey(topic.name())) {
                LOG.info(
                        "The optional topic {} does not exist and is not read; once it is made, a restart of all"
                                + " instances finds it.",
                        topic.name());
            }
        }
    }

    private int judgePartitions(Optional<Integer> existing, int access) {
        Optional<Integer> fixed = settings.get(Catalogue.JUDGE_PARTITIONS);
        if (fixed.isPresent()) {
            if (existing.isPresent() && !existing.equals(fixed)) {
                throw new StartRefused(
                        "judge.partitions is " + fixed.get() + ", but the detector was first started with "
                                + existing.get() + " and cannot change that: what it knows lies in those partitions.");
            }
            return fixed.get();
        }
        return existing.orElse(access);
    }
}

package org.forgedtoken.detector.runtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.forgedtoken.detector.evidence.EvidenceTopic;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Setting;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.Memories;
import org.forgedtoken.detector.topology.Topic;
import org.forgedtoken.detector.topology.Topic.Way;
import org.forgedtoken.detector.topology.Topics;
import org.forgedtoken.detector.topology.store.ForeignRecord;
import org.jspecify.annotations.Nullable;
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
    /** How many partitions each topic has that is there. */
    private Map<String, Integer> existing = Map.of();

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
        Set<String> internal = new LinkedHashSet<>(Set.of(tokenEvents));
        Memories.ofWhatIsIssued().forEach(memory -> internal.add(Topics.changelogName(applicationId, memory)));
        Set<String> names = new HashSet<>(internal);
        names.addAll(Topics.formerTokenEvents(applicationId));
        topics.all().stream().filter(topic -> topic.way() != Way.INTERNAL).forEach(topic -> names.add(topic.name()));
        settings.get(Catalogue.EVIDENCE_TOPIC).ifPresent(names::add);
        existing = cluster.existing(names);
        checkInputs();
        checkFormat();
        checkNothingIsLost(internal, tokenEvents);
        tellWhatIsMissing();
        int inputs = inputs().mapToInt(topic -> partitions(topic, 1)).max().orElse(1);
        Map<String, String> keyed = keyed();
        String first =
                keyed.keySet().stream().findFirst().orElse(topics.access().name());
        int partitions = judgePartitions(existing.get(tokenEvents), existing.getOrDefault(first, 1));
        checkKeyed(keyed, partitions);
        Integer tasks = existing.get(changelog);
        if (tasks != null && tasks < inputs) {
            LOG.info("The input topics have grown to {} partitions: so does {}", inputs, changelog);
            cluster.grow(changelog, inputs);
        }
        int most = Math.min(MOST_OUTPUT_PARTITIONS, partitions);
        topics.all(Way.OUT).forEach(topic -> make(topic.name(), most, topic.config()));
        settings.get(Catalogue.EVIDENCE_TOPIC).ifPresent(topic -> make(topic, 1, EvidenceTopic.CONFIG));
        return partitions;
    }

    private void make(String topic, int partitions, Map<String, String> config) {
        if (!existing.containsKey(topic)) {
            cluster.create(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(config));
        }
    }

    private Stream<Topic<?, ?>> inputs() {
        return Stream.of(Way.IN, Way.OPTIONAL).flatMap(way -> topics.all(way).stream());
    }

    private int partitions(Topic<?, ?> topic, int otherwise) {
        return existing.getOrDefault(topic.name(), otherwise);
    }

    private void checkInputs() {
        List<String> missing = new ArrayList<>();
        for (Setting<String> topic : List.of(Catalogue.TOPIC_ACCESS, Catalogue.TOPIC_ISSUANCE)) {
            if (!existing.containsKey(settings.get(topic))) {
                missing.add("'" + settings.get(topic) + "' (" + topic.key() + ")");
            }
        }
        if (!missing.isEmpty()) {
            boolean one = missing.size() == 1;
            throw new StartRefused((one ? "The input topic " : "The input topics ") + String.join(" and ", missing)
                    + (one ? " does" : " do") + " not exist; the detector creates only what it writes.");
        }
    }

    /** What another version has written would be misread, and honest tokens be accused. */
    private void checkFormat() {
        for (String topic : Topics.formerTokenEvents(applicationId)) {
            if (existing.containsKey(topic)) {
                throw new StartRefused("What '" + applicationId
                        + "' (kafka.application.id) remembers was written by an older version of"
                        + " the detector, which this one cannot read ('" + topic + "'). Begin anew, under another"
                        + " kafka.application.id: the feeds are then read from their beginning. Backfill what the"
                        + " issuance topic no longer holds; see guides/upgrade.md.");
            }
        }
    }

    /** Kafka Streams would make an empty one in its place, and tokens that it held would be taken for forged. */
    private void checkNothingIsLost(Set<String> internal, String tokenEvents) {
        boolean begun = internal.stream().anyMatch(topic -> !topic.equals(tokenEvents) && existing.containsKey(topic));
        for (String topic : internal) {
            if (begun && !existing.containsKey(topic)) {
                throw new StartRefused(
                        "The topic '" + topic + "' does not exist any more. " + ForeignRecord.BEGIN_ANEW);
            }
        }
    }

    /** The inputs whose records are keyed by token, and the settings that say so. */
    private Map<String, String> keyed() {
        Map<String, String> keyed = new LinkedHashMap<>();
        if (settings.get(Catalogue.ACCESS_KEYED)) {
            keyed.put(topics.access().name(), Catalogue.ACCESS_KEYED.key());
        }
        if (settings.get(Catalogue.ISSUANCE_KEYED)) {
            keyed.put(topics.issuance().name(), Catalogue.ISSUANCE_KEYED.key());
        }
        return keyed;
    }

    /** What is keyed is judged by the task that reads it: one task for each judging partition, and none besides. */
    private void checkKeyed(Map<String, String> keyed, int judging) {
        keyed.forEach((topic, setting) -> {
            int count = existing.getOrDefault(topic, judging);
            if (count != judging) {
                throw new StartRefused("With " + setting + " the topic '" + topic
                        + "' must have as many partitions as judge.partitions, fixed at the first start: it has "
                        + count + ", and judge.partitions is " + judging + ".");
            }
        });
        keyed.values().stream()
                .findFirst()
                .ifPresent(setting -> inputs().forEach(topic -> {
                    int count = partitions(topic, judging);
                    if (count > judging) {
                        throw new StartRefused("With " + setting
                                + " no input may have more partitions than judge.partitions: '" + topic.name()
                                + "' has "
                                + count + ", and judge.partitions is " + judging + ".");
                    }
                }));
    }

    private void tellWhatIsMissing() {
        for (Topic<?, ?> topic : topics.all(Way.OPTIONAL)) {
            if (!existing.containsKey(topic.name())) {
                LOG.info(
                        "The optional topic {} does not exist and is not read; once it is made, a restart of all"
                                + " instances finds it.",
                        topic.name());
            }
        }
    }

    private int judgePartitions(@Nullable Integer begun, int access) {
        int usual = begun == null ? access : begun;
        int fixed = settings.get(Catalogue.JUDGE_PARTITIONS).orElse(usual);
        if (begun != null && begun != fixed) {
            throw new StartRefused("judge.partitions is " + fixed + ", but the detector was first started with " + begun
                    + " and cannot change that: what it knows lies in those partitions.");
        }
        return fixed;
    }
}

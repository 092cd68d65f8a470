package org.forgedtoken.detector.runtime;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.forgedtoken.detector.topology.Memories;
import org.forgedtoken.detector.topology.Topic;
import org.forgedtoken.detector.topology.Topic.Way;
import org.forgedtoken.detector.topology.Topics;
import org.forgedtoken.detector.topology.store.ForeignRecord;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether every topic is still there. Of one that was deleted Kafka Streams says that the broker is slow, and begins
 * again, without end; nothing would go out, and nobody would be told.
 */
final class TopicWatch {
    private final Cluster cluster;
    private final Set<String> topics = new HashSet<>();
    private final Set<String> own = new HashSet<>();
    private final Map<String, Uuid> seen = new HashMap<>();
    private Set<String> missed = Set.of();

    TopicWatch(Cluster cluster, Topics all, String applicationId) {
        this.cluster = cluster;
        for (Topic<?, ?> topic : all.all()) {
            if (topic.way() == Way.INTERNAL) {
                own.add(Topics.internalName(applicationId, topic));
            } else {
                topics.add(topic.name());
            }
        }
        Memories.all().forEach(memory -> own.add(Topics.changelogName(applicationId, memory)));
        topics.addAll(own);
    }

    /** The same as {@link #gone}; but a broker that has just started may not have heard of a topic yet: it must be missed twice. */
    synchronized Optional<String> goneForGood() {
        Set<String> before = missed;
        missed = absent();
        return missed.stream().filter(before::contains).findFirst().map(this::sentence);
    }

    /** What is to be said of a topic that was there and is not now; for whoever asks why all has ended. */
    synchronized Optional<String> gone() {
        return absent().stream().findFirst().map(this::sentence);
    }

    /** Those that were there once and are not now, by name; none where the cluster does not answer. */
    private SortedSet<String> absent() {
        Map<String, Uuid> there;
        try {
            there = cluster.ids(topics);
        } catch (StartRefused e) {
            return Collections.emptySortedSet();
        }
        there.forEach(seen::putIfAbsent);
        return seen.entrySet().stream()
                .filter(topic -> isGone(topic.getKey(), topic.getValue(), there.get(topic.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of its own topics Kafka Streams makes an empty one soon where one is deleted. */
    private boolean isGone(String topic, Uuid before, @Nullable Uuid now) {
        return now == null || (own.contains(topic) && !now.equals(before));
    }

    private String sentence(String topic) {
        String sentence = "The topic '" + topic + "' does not exist any more.";
        return own.contains(topic) ? sentence + ' ' + ForeignRecord.BEGIN_ANEW : sentence;
    }
}

package org.forgedtoken.detector.runtime;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.forgedtoken.detector.topology.Memories;
import org.forgedtoken.detector.topology.Topic;
import org.forgedtoken.detector.topology.Topic.Way;
import org.forgedtoken.detector.topology.Topics;
import org.forgedtoken.detector.topology.store.ForeignRecord;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then whether every topic is still there. Of one that was deleted Kafka Streams says that the broker is slow,
 * and begins again, without end; nothing would go out, and nobody would be told.
 */
final class TopicWatch implements AutoCloseable {
    private static final int LOOK_SECONDS = 5;

    private final Cluster cluster;
    private final Set<String> topics;
    private final Set<String> own;
    private final Consumer<String> gone;
    private final Map<String, Uuid> seen = new HashMap<>();
    private final Set<String> missed = new HashSet<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "topic-watch");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> looking;

    private TopicWatch(Cluster cluster, Set<String> outside, Set<String> own, Consumer<String> gone) {
        this.cluster = cluster;
        this.topics = new HashSet<>(outside);
        this.topics.addAll(own);
        this.own = own;
        this.gone = gone;
        this.looking = clock.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Begins to look.
     *
     * @param gone is told the sentence, once, of a topic that was there and is not
     */
    static TopicWatch of(Cluster cluster, Topics topics, String applicationId, Consumer<String> gone) {
        Set<String> outside = new HashSet<>();
        Set<String> own = new HashSet<>();
        for (Topic<?, ?> topic : topics.all()) {
            if (topic.way() == Way.INTERNAL) {
                own.add(Topics.internalName(applicationId, topic));
            } else {
                outside.add(topic.name());
            }
        }
        Memories.all().forEach(memory -> own.add(Topics.changelogName(applicationId, memory)));
        return new TopicWatch(cluster, outside, own, gone);
    }

    private synchronized void look() {
        Set<String> now = absent();
        // A broker that has just started may not have heard of a topic yet: it must be missed twice.
        now.stream().filter(missed::contains).findFirst().ifPresent(topic -> {
            looking.cancel(false);
            gone.accept(sentence(topic));
        });
        missed.clear();
        missed.addAll(now);
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

    @Override
    public void close() {
        looking.cancel(true);
        clock.shutdownNow();
    }
}

package org.forgedtoken.detector.notify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.forgedtoken.detector.ocsf.Links;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent, in its order, and what is being sent: that stays the same however often it is tried, so that a
 * receiver that took it without saying so knows it again. Not thread-safe.
 */
final class Outbox {
    /** Beyond these no record is read until some have gone. */
    static final int MOST = 500;

    /**
     * An event and the receiver's place once it is sent.
     *
     * @param offset of its record; of the clock's events that of the next
     */
    record Entry(TopicPartition partition, long offset, OffsetAndMetadata place, Event event) {}

    private final Receiver receiver;
    private final Links links;
    private final long window;
    private final List<Entry> waiting = new ArrayList<>();
    private List<Entry> sending = List.of();
    private List<Message> messages = List.of();
    private long windowFrom = Long.MIN_VALUE / 2;
    private int inWindow;

    /** @param window in which so many messages as the receiver's rate may be sent, ms */
    Outbox(Receiver receiver, Links links, long window) {
        this.receiver = receiver;
        this.links = links;
        this.window = window;
    }

    void add(Entry entry) {
        waiting.add(entry);
    }

    boolean isEmpty() {
        return waiting.isEmpty() && sending.isEmpty();
    }

    boolean isFull() {
        return waiting.size() >= MOST;
    }

    /** Whether all that is being sent happened before, epoch ms. */
    boolean isOlderThan(long time) {
        return sending.stream().allMatch(entry -> entry.event().time() <= time);
    }

    /** The events that are being sent. */
    List<Entry> sending() {
        return sending;
    }

    /**
     * What is to be posted next, or null: a message for each event, and where a window's share was used up one for all that
     * waits in the next.
     */
    @Nullable
    Message next(long now) {
        if (!sending.isEmpty()) {
            return messages.get(0);
        }
        boolean isNew = now - windowFrom >= window;
        boolean isFull = inWindow >= receiver.rate();
        if (waiting.isEmpty() || (isFull && !isNew)) {
            return null;
        }
        if (isNew) {
            windowFrom = now;
            inWindow = 0;
        }
        inWindow++;
        sending = List.copyOf(isFull ? waiting : waiting.subList(0, 1));
        waiting.subList(0, sending.size()).clear();
        messages = Message.of(sending.stream().map(Entry::event).toList(), receiver, links);
        return messages.get(0);
    }

    /** The message was taken; whether it was the last of what is being sent. */
    boolean taken() {
        messages = messages.subList(1, messages.size());
        return messages.isEmpty();
    }

    /** All that was being sent is done with. */
    void done() {
        sending = List.of();
        messages = List.of();
    }

    /** Others go on with these partitions, from the place that was committed. */
    void forget(Collection<TopicPartition> partitions) {
        waiting.removeIf(entry -> partitions.contains(entry.partition()));
        if (sending.stream().anyMatch(entry -> partitions.contains(entry.partition()))) {
            waiting.addAll(
                    0,
                    sending.stream()
                            .filter(entry -> !partitions.contains(entry.partition()))
                            .toList());
            done();
        }
    }
}

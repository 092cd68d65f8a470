package org.forgedtoken.detector.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.step.AnonymousUse;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.ForWatch;
import org.forgedtoken.detector.step.Watched;
import org.forgedtoken.detector.topology.codec.WatchBatch;
import org.jspecify.annotations.Nullable;

/**
 * What the stage of one task says, on its way to the next nodes of the topology. Of what is for every task of a stage, the
 * watermarks, the newest is held until {@link #flush}: each task tells every other, and so their number grows with the
 * partitions and not with their square. Not thread-safe.
 */
final class TaskEmit implements Emit {
    /** Milliseconds for each partition between watermarks. */
    private static final long TELL = 25;

    private static final long TELL_AGAIN = 1_000;
    private static final int FULL = 1_000;

    /** One of the ways out of a stage. */
    private interface Way<M> {
        void send(M message);

        /** What the channel is to know of an ordinary use. */
        @SuppressWarnings("UnusedVariable") // most channels take none
        default void send(PlainUse use) {}

        /** Sends what has been collected. */
        default void flush() {}
    }

    private final ProcessorContext<String, Object> context;
    private final int partitions;
    private final boolean awaited;
    private final PromptCommit commit;
    private final IdentityHashMap<Channel<?>, Way<?>> ways = new IdentityHashMap<>();
    /** Those of accesses. */
    private final List<Way<?>> ofUses = new ArrayList<>(2);
    /** By node; those of one time go out in the order in which they were said. */
    private final Map<String, Object> held = new LinkedHashMap<>();

    private final Map<String, Object> told = new HashMap<>();
    /** Nodes to which something was sent behind the last watermark: it may be of what had waited, and speaks for that too. */
    private final Set<String> since = new HashSet<>();

    private long toldAt = Long.MIN_VALUE / 2;
    private long toldAgainAt = Long.MIN_VALUE / 2;
    private long date;

    /**
     * None so far.
     *
     * @param partitions of the internal topics
     * @param awaited whether someone waits for what is said: then it is committed at once, and watermarks are held
     */
    TaskEmit(ProcessorContext<String, Object> context, int partitions, boolean awaited) {
        this.awaited = awaited;
        this.context = context;
        this.partitions = partitions;
        this.commit = new PromptCommit(context);
    }

    @Override
    @SuppressWarnings("unchecked") // a channel has the way that was made for it
    public <M> void to(Channel<M> channel, M message) {
        Way<M> way = (Way<M>) ways.get(channel);
        if (way != null) {
            way.send(message);
        }
    }

    @Override
    public void ordinary(PlainUse use) {
        for (Way<?> way : ofUses) {
            way.send(use);
        }
    }

    /** Messages of the channel go to this node, as they come. */
    <M> TaskEmit way(Channel<M> channel, String node) {
        return add(channel, message -> say(node, channel.key(message), message));
    }

    /** To a stage in the same task: the records have the date of what they come from; none where time alone has passed. */
    <M> TaskEmit onward(Channel<M> channel, String node) {
        return add(channel, message -> {
            context.forward(new Record<>(channel.key(message), message, date), node);
            commit.want();
        });
    }

    /** Accesses go packed by the task that watches them, what else there is as it comes. */
    TaskEmit packed(Channel<ForWatch> channel, String node) {
        WatchPacks judged = new WatchPacks(partitions, channel, pack -> forward(node, Routing.MARK, pack));
        Map<Integer, List<ForWatch>> anonymous = new TreeMap<>();
        Way<ForWatch> packed = new Way<>() {
            @Override
            public void send(PlainUse use) {
                judged.add(use);
            }

            @Override
            public void send(ForWatch message) {
                if (message instanceof Watched seen) {
                    judged.add(seen);
                } else if (message instanceof AnonymousUse use) {
                    int task = Routing.partition(use.account(), partitions);
                    List<ForWatch> uses = anonymous.computeIfAbsent(task, first -> new ArrayList<>());
                    uses.add(use);
                    if (uses.size() >= FULL) {
                        flush();
                    }
                } else {
                    say(node, channel.key(message), new WatchBatch.Messages(WatchBatch.BY_KEY, List.of(message)));
                }
            }

            @Override
            public void flush() {
                judged.flush();
                anonymous.forEach((task, uses) -> forward(node, Routing.MARK, new WatchBatch.Messages(task, uses)));
                anonymous.clear();
            }
        };
        ofUses.add(packed);
        return add(channel, packed);
    }

    private <M> TaskEmit add(Channel<M> channel, Way<M> way) {
        ways.put(channel, way);
        return this;
    }

    /** What is said from here on comes of a record of this date, epoch ms; 0: of none. */
    void comesOf(long recordDate) {
        date = recordDate;
    }

    /** Sends what has been collected, and the watermarks behind it. */
    void flush(long now) {
        ways.values().forEach(Way::flush);
        if (!held.isEmpty() && now - toldAt >= TELL * partitions) {
            toldAt = now;
            held.forEach(this::mark);
            told.putAll(held);
            held.clear();
        } else if (now - toldAgainAt >= TELL_AGAIN) {
            toldAgainAt = now;
            told.forEach((node, mark) -> {
                if (since.contains(node)) {
                    mark(node, mark);
                }
            });
        }
        commit.perhaps(now);
    }

    /** After a record: someone may wait for what was said. */
    void commit(long now) {
        commit.perhaps(now);
    }

    private void say(String node, @Nullable String key, Object value) {
        if (key == null && awaited) {
            held.put(node, value);
            return;
        }
        forward(node, key == null ? Routing.MARK : key, value);
        if (awaited) {
            since.add(node);
            commit.want();
        }
    }

    private void mark(String node, Object mark) {
        forward(node, Routing.MARK, mark);
        since.remove(node);
    }

    /** What crosses a topic has the date at which it was said. */
    private void forward(String node, String key, Object value) {
        context.forward(new Record<>(key, value, context.currentSystemTimeMs()), node);
    }
}

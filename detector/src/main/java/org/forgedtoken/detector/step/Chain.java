package org.forgedtoken.detector.step;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Runs stages in one process, in the order in which they were added. All that one says passes through those between it and
 * the one that it is for, and so comes in one order, whether they have threads of their own or not. The first, and what is
 * before it, work in the thread of whoever calls; all methods are for that one.
 */
public final class Chain {
    /** So many messages come to the first together, as many as are in a pack of a topic. */
    private static final int TOGETHER = 1_000;

    /** So many pieces of work at a time. */
    private static final int SLICE = 5_000;

    private final List<Link<?>> links = new ArrayList<>();
    private final Said in = new Said(0, TOGETHER);

    /** A stage and who runs it. */
    private static final class Link<I> {
        private final Channel<I> channel;
        private final Executor executor;
        private final Said out;
        private final Stage<I> stage;

        Link(Channel<I> channel, Executor executor, Said out, Stage<I> stage) {
            this.channel = channel;
            this.executor = executor;
            this.out = out;
            this.stage = stage;
        }

        @SuppressWarnings("unchecked") // messages of one channel, or of one that leads to the same stage
        void accept(List<?> batch) {
            stage.accept((List<I>) batch);
            while (stage.work(SLICE)) {
                // the next slice
            }
            out.flush();
        }
    }

    /** What one of them, or what is before the first, says; it goes on a few messages at a time. */
    private final class Said implements Emit {
        private final int next;
        private final int most;
        private final IdentityHashMap<Channel<?>, List<Object>> open = new IdentityHashMap<>();

        /**
         * Nothing so far.
         *
         * @param next the place of the first that it may be for
         * @param most so many messages of a channel go on together
         */
        Said(int next, int most) {
            this.next = next;
            this.most = most;
        }

        @Override
        public <M> void to(Channel<M> channel, M message) {
            List<Object> batch = open.computeIfAbsent(channel, c -> new ArrayList<>());
            batch.add(message);
            if (batch.size() == most) {
                flush();
            }
        }

        void flush() {
            if (open.isEmpty()) {
                return;
            }
            for (Channel<?> channel : Channel.ALL) {
                List<Object> batch = open.remove(channel);
                if (batch != null) {
                    send(next, channel, batch);
                }
            }
        }
    }

    /** Adds the stage that takes in a channel, behind those that are there. */
    public <I, S extends Stage<I>> S then(Channel<I> channel, Executor executor, Function<Emit, S> opener) {
        Said out = new Said(links.size() + 1, LookAhead.MOST);
        S stage = opener.apply(out);
        links.add(new Link<>(channel, executor, out, stage));
        return stage;
    }

    /** What is before the first says it here. */
    public Emit in() {
        return in;
    }

    /** Has all taken in that was said so far. */
    public void flush() {
        in.flush();
    }

    /** Has this done behind all that was said so far, by whoever runs the last. */
    public void past(Runnable action) {
        flush();
        past(0, action);
    }

    /** Has each evict what is too old to matter. */
    public void sweep(int limit) {
        flush();
        sweep(0, limit);
    }

    private void send(int place, Channel<?> channel, List<?> batch) {
        if (place == links.size()) {
            return; // nobody is there for it
        }
        Link<?> link = links.get(place);
        link.executor.execute(() -> {
            if (link.channel.stage().equals(channel.stage())) {
                link.accept(batch);
            } else {
                send(place + 1, channel, batch);
            }
        });
    }

    private void past(int place, Runnable action) {
        if (place == links.size()) {
            action.run();
        } else {
            Link<?> link = links.get(place);
            link.executor.execute(() -> {
                link.out.flush();
                past(place + 1, action);
            });
        }
    }

    private void sweep(int place, int limit) {
        if (place < links.size()) {
            Link<?> link = links.get(place);
            link.executor.execute(() -> {
                link.stage.sweep(limit);
                sweep(place + 1, limit);
            });
        }
    }
}

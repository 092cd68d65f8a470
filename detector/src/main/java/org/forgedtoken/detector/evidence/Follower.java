package org.forgedtoken.detector.evidence;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the detector has written, on a thread and in a consumer group of its own: of all instances one does, and nothing
 * that becomes of it holds up anything else. What fails is told, at most once an hour, and begun anew with new clients.
 */
public abstract class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final long AFTER_FAILURE = TimeUnit.SECONDS.toNanos(2);
    private static final long BETWEEN_WARNINGS = TimeUnit.HOURS.toNanos(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final String what;
    private final Map<String, Object> client;
    private final @Nullable String group;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Not yet at work.
     *
     * @param what it does, for the log
     * @param client how to reach the cluster
     * @param group null where every instance reads all
     */
    protected Follower(String what, String thread, Map<String, Object> client, @Nullable String group) {
        this.what = what;
        this.client = Map.copyOf(client);
        this.group = group;
        this.thread = new Thread(this::run, thread);
        this.thread.setDaemon(true);
    }

    /** Subscribes, and works until it {@link #isClosed}. */
    protected abstract void follow(Consumer<byte[], byte[]> consumer) throws InterruptedException;

    protected final boolean isClosed() {
        return closed;
    }

    public final void start() {
        thread.start();
    }

    private void run() {
        long told = System.nanoTime() - BETWEEN_WARNINGS;
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer = consumer(client, group)) {
                follow(consumer);
            } catch (RuntimeException e) {
                if (!closed && System.nanoTime() - told >= BETWEEN_WARNINGS) {
                    LOG.warn("{} stop, and are tried again: {}", what, e.toString());
                    told = System.nanoTime();
                }
                LOG.debug("{} stop", what, e);
                LockSupport.parkNanos(AFTER_FAILURE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Reads what is committed, from the beginning where its group has no place. */
    static Consumer<byte[], byte[]> consumer(Map<String, Object> client, @Nullable String group) {
        Map<String, Object> config = new HashMap<>(client);
        if (group != null) {
            config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        }
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Finishes what is under way, and leaves the group; what waits is done at the next start. */
    @Override
    public void close() {
        close(List.of(this));
    }

    /** Closes all at once. */
    public static void close(List<? extends Follower> all) {
        for (Follower one : all) {
            one.closed = true;
            LockSupport.unpark(one.thread);
        }
        long until = System.nanoTime() + CLOSING.toNanos();
        try {
            for (Follower one : all) {
                one.thread.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
                one.thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

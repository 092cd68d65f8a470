package org.forgedtoken.detector.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.ThreadUtils;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /api/alerts/stream}: what happens from now on, as server-sent events whose data are JSON on one line.
 *
 * <ul>
 *   <li>{@code past}, once and first: {@code {"pulses":[…]}}, the pulses of the last five minutes, the oldest first.
 *   <li>{@code alert}: the OCSF object, each time that an alert is written.
 *   <li>{@code incident}: the OCSF object, each time that an incident is written.
 *   <li>{@code pulse}, each second: {@code {"time":ms,"accesses":n,"verdicts":{"ISSUED":n,…},"pending":n,"dead_letters":n,
 *       "coverage_lag_s":n,"ready":b,"instance":s}}. {@code accesses} and {@code verdicts} are a second and, like the
 *       others, this instance's; {@code dead_letters} are since its start.
 *   <li>{@code skipped}: {@code {"count":n}}, where a reader that is too slow has missed so many events: it should load the
 *       lists anew.
 * </ul>
 *
 * <p>Of alerts and incidents it tells nothing of the past: a page reads the lists once its stream is open, and again after each reconnect. A comment
 * comes each 15 s. A reader that takes nothing for 20 s is cut off; 503 where 100 read already.
 */
public final class AlertStreams implements AutoCloseable {
    static final String PATH = "/api/alerts/stream";

    private static final Logger LOG = LoggerFactory.getLogger(AlertStreams.class);
    private static final byte[] WELCOME = comment("the detector's stream");
    private static final byte[] HEARTBEAT = comment("still here");

    private static final int MOST_READERS = 100;
    private static final int MOST_WAITING = 1_000;
    private static final long MOST_BYTES_WAITING = 4L << 20;
    private static final Duration STUCK = Duration.ofSeconds(20);
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Supplier<JsonObject> pulse;
    private final int mostReaders;
    private final Duration stuck;
    private final PastPulses past = new PastPulses();
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger places = new AtomicInteger();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(ThreadUtils.createThreadFactory("stream-clock", true));

    /** @param pulse asked once a second, whether anybody reads or not */
    public AlertStreams(Supplier<JsonObject> pulse) {
        this(pulse, MOST_READERS, STUCK);
    }

    /** @param stuck after which a reader that takes nothing is cut off */
    AlertStreams(Supplier<JsonObject> pulse, int mostReaders, Duration stuck) {
        this.pulse = pulse;
        this.mostReaders = mostReaders;
        this.stuck = stuck;
        ScheduledFuture<?> unused = clock.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.SECONDS);
    }

    /** An alert was written. */
    public void alert(byte[] json) {
        publish("alert", json);
    }

    /** An incident was written. */
    public void incident(byte[] json) {
        publish("incident", json);
    }

    private void publish(String name, byte[] json) {
        if (!readers.isEmpty()) {
            byte[] event = event(name, json);
            readers.forEach(reader -> reader.put(event));
        }
    }

    /** An event; a line break in JSON is space between its parts, and becomes that. */
    static byte[] event(String name, byte[] json) {
        String data =
                new String(json, StandardCharsets.UTF_8).replace('\n', ' ').replace('\r', ' ');
        return ("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    Page page() {
        return new Page(PATH, false, Page.Door.READ, Set.of("GET"), this::answer);
    }

    /** How many read. */
    int reading() {
        return places.get();
    }

    private Answer answer(WebRequest request) {
        Parameters.of(request);
        if (places.incrementAndGet() > mostReaders) {
            places.decrementAndGet();
            throw new BadRequest(503, "As many browsers read the stream as may at the same time.");
        }
        // nginx would hold the events back
        return Answer.of(200, "text/event-stream", "")
                .with("X-Accel-Buffering", "no")
                .then(this::begin);
    }

    private void begin(Response response, Callback over) {
        Reader reader = new Reader(response, over);
        reader.put(event("past", past.json()));
        readers.add(reader);
        reader.iterate();
    }

    private void tick() {
        try {
            JsonObject newest = pulse.get();
            past.add(newest.toString());
            byte[] event = event("pulse", newest.utf8());
            readers.forEach(reader -> reader.putPulse(event));
        } catch (RuntimeException e) {
            LOG.error("The pulse failed", e);
        }
    }

    /** Ends every stream. */
    @Override
    public void close() {
        clock.shutdownNow();
        readers.forEach(Reader::cut);
    }

    /** What a reader passes over. */
    private static byte[] comment(String words) {
        return (": " + words + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** One browser: it is sent one event after the other, as fast as it takes them, by no thread of its own. */
    private final class Reader extends IteratingCallback {
        private final Response response;
        private final Callback over;
        private final Mailbox mailbox = new Mailbox(MOST_WAITING, MOST_BYTES_WAITING);
        private long heartbeatAt = System.nanoTime();
        private byte @Nullable [] next = WELCOME;
        private volatile boolean writing;
        private volatile long writingSince;

        Reader(Response response, Callback over) {
            this.response = response;
            this.over = over;
        }

        void put(byte[] event) {
            mailbox.put(event);
            iterate();
        }

        /** Ends it too, where it has not taken a single event for so long. */
        void putPulse(byte[] newest) {
            mailbox.putPulse(newest);
            iterate();
            if (writing && System.nanoTime() - writingSince > stuck.toNanos()) {
                cut();
            }
        }

        @Override
        protected Action process() {
            writing = false;
            byte[] event = next == null ? mailbox.take() : next;
            next = null;
            if (event == null) {
                return Action.IDLE;
            }
            long now = System.nanoTime();
            if (now - heartbeatAt > HEARTBEAT_NANOS) {
                heartbeatAt = now;
                next = event;
                event = HEARTBEAT;
            }
            writingSince = now;
            writing = true;
            response.write(false, ByteBuffer.wrap(event), this);
            return Action.SCHEDULED;
        }

        /** The browser has gone, or was cut off. */
        @Override
        protected void onCompleted(@Nullable Throwable why) {
            if (readers.remove(this)) {
                places.decrementAndGet();
            }
            over.failed(why);
        }

        void cut() {
            abort(new EofException("cut off"));
            response.getRequest()
                    .getConnectionMetaData()
                    .getConnection()
                    .getEndPoint()
                    .close();
        }
    }

    /** The pulses of the last five minutes, for a page that opens now: some 60 KiB. */
    static final class PastPulses {
        /** One a second. */
        static final int MOST = 300;

        private final Deque<String> pulses = new ArrayDeque<>();

        /** Adds the newest, as JSON. */
        synchronized void add(String json) {
            if (pulses.size() >= MOST) {
                pulses.removeFirst();
            }
            pulses.addLast(json);
        }

        /** {@code {"pulses":[…]}}, the oldest first. */
        synchronized byte[] json() {
            return new JsonObject().ready("pulses", pulses).utf8();
        }
    }

    /**
     * What one reader of the stream has not been sent yet, within a bound: the oldest events go first, and are counted; of the
     * pulses the last one alone is kept.
     */
    static final class Mailbox {
        private final int most;
        private final long mostBytes;
        private final Deque<byte[]> events = new ArrayDeque<>();
        private byte @Nullable [] pulse;
        private long bytes;
        private long skipped;

        /**
         * An empty one.
         *
         * @param most events
         * @param mostBytes of all events; a single one may be larger
         */
        Mailbox(int most, long mostBytes) {
            this.most = most;
            this.mostBytes = mostBytes;
        }

        synchronized void put(byte[] event) {
            events.addLast(event);
            bytes += event.length;
            while (events.size() > most || (bytes > mostBytes && events.size() > 1)) {
                bytes -= events.removeFirst().length;
                skipped++;
            }
        }

        synchronized void putPulse(byte[] newest) {
            pulse = newest;
        }

        /** The next to be sent; null where there is nothing. */
        synchronized byte @Nullable [] take() {
            if (skipped > 0) {
                byte[] notice = event("skipped", ("{\"count\":" + skipped + "}").getBytes(StandardCharsets.UTF_8));
                skipped = 0;
                return notice;
            }
            byte[] event = events.pollFirst();
            if (event != null) {
                bytes -= event.length;
                return event;
            }
            byte[] newest = pulse;
            pulse = null;
            return newest;
        }
    }
}

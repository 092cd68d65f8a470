package org.forgedtoken.detector.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/** One browser that reads the stream: it is sent one event after the other, as fast as it takes them, by no thread of its own. */
final class StreamReader extends IteratingCallback {
    private static final byte[] WELCOME = comment("the detector's stream");
    private static final byte[] HEARTBEAT = comment("still here");

    private final Response response;
    private final Callback over;
    private final Mailbox mailbox;
    private final long heartbeat;
    private final Consumer<StreamReader> atEnd;
    private long heartbeatAt = System.nanoTime();
    private byte @Nullable [] next = WELCOME;
    private volatile boolean writing;
    private volatile long writingSince;

    StreamReader(Response response, Callback over, Mailbox mailbox, Duration heartbeat, Consumer<StreamReader> atEnd) {
        this.response = response;
        this.over = over;
        this.mailbox = mailbox;
        this.heartbeat = heartbeat.toNanos();
        this.atEnd = atEnd;
    }

    /** What a reader passes over. */
    private static byte[] comment(String words) {
        return (": " + words + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    void put(byte[] event) {
        mailbox.put(event);
        iterate();
    }

    void putPulse(byte[] newest) {
        mailbox.putPulse(newest);
        iterate();
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
        if (now - heartbeatAt > heartbeat) {
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
        atEnd.accept(this);
        over.failed(why);
    }

    /** Ends it, where it has not taken a single event for so long. */
    void cutIfStuck(Duration patience) {
        if (writing && System.nanoTime() - writingSince > patience.toNanos()) {
            cut();
        }
    }

    /** Ends it. */
    void cut() {
        abort(new EofException("cut off"));
        response.getRequest()
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }
}

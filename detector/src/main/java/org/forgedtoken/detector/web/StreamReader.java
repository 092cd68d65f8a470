package org.forgedtoken.detector.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One browser that reads the stream, on a thread of its own: the JDK's server can only write and wait. Whoever does not
 * read is cut off by {@link #cutIfStuck}: interrupting the thread closes its connection, and nothing else does while a
 * write hangs.
 */
final class StreamReader implements Runnable {
    private static final byte[] WELCOME = ServerSentEvent.comment("the detector's stream");
    private static final byte[] HEARTBEAT = ServerSentEvent.comment("still here");

    private final HttpExchange exchange;
    private final Mailbox mailbox;
    private final long heartbeatMillis;
    private final Consumer<StreamReader> atEnd;
    private final Thread thread;
    private volatile boolean writing;
    private volatile long writingSince;

    StreamReader(
            HttpExchange exchange, Mailbox mailbox, long heartbeatMillis, String name, Consumer<StreamReader> atEnd) {
        this.exchange = exchange;
        this.mailbox = mailbox;
        this.heartbeatMillis = heartbeatMillis;
        this.atEnd = atEnd;
        this.thread = new Thread(this, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public void run() {
        try {
            Answer.headers(exchange, "text/event-stream");
            // nginx would hold the events back
            exchange.getResponseHeaders().set("X-Accel-Buffering", "no");
            begin();
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            write(out, WELCOME);
            long sent = System.nanoTime();
            while (!Thread.currentThread().isInterrupted()) {
                byte[] next = mailbox.take(heartbeatMillis);
                boolean quiet = System.nanoTime() - sent > TimeUnit.MILLISECONDS.toNanos(heartbeatMillis);
                if (next == null || quiet) {
                    write(out, HEARTBEAT);
                    sent = System.nanoTime();
                }
                if (next != null) {
                    write(out, next);
                }
            }
        } catch (IOException e) {
            // The browser has gone, or was cut off.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Closing writes the end of the body, which must not wait for a browser that does not read.
            Thread.currentThread().interrupt();
            exchange.close();
            atEnd.accept(this);
        }
    }

    private void write(OutputStream out, byte[] bytes) throws IOException {
        begin();
        out.write(bytes);
        out.flush();
        writing = false;
    }

    private void begin() {
        writingSince = System.nanoTime();
        writing = true;
    }

    /** Ends it, where it has not taken a single event for so long. */
    void cutIfStuck(long nanos) {
        if (writing && System.nanoTime() - writingSince > nanos) {
            cut();
        }
    }

    /** Ends it. */
    void cut() {
        thread.interrupt();
    }
}

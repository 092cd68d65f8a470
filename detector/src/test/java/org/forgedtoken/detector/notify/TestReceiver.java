package org.forgedtoken.detector.notify;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver on loopback that may be away, or answer what it is told to; it notes what it took, and what it did not. */
public final class TestReceiver implements AutoCloseable {
    private final ConcurrentLinkedQueue<String> accepted = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Integer> refusals = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();
    private final int port;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private HttpServer server;

    /** At a port that is free. */
    public TestReceiver() {
        server = serve(0);
        port = server.getAddress().getPort();
    }

    private HttpServer serve(int at) {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
            started.setExecutor(threads);
            started.createContext("/", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                Integer refusal = refusals.poll();
                asked.incrementAndGet();
                await(held);
                asked.decrementAndGet();
                if (refusal == null) {
                    accepted.add(body);
                }
                exchange.sendResponseHeaders(refusal == null ? 202 : refusal, -1);
                exchange.close();
            });
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/events";
    }

    /** The bodies that it took, in their order. */
    public List<String> accepted() {
        return new ArrayList<>(accepted);
    }

    /** The next requests are answered so, one each. */
    void refuse(int... statuses) {
        for (int status : statuses) {
            refusals.add(status);
        }
    }

    boolean hasRefused() {
        return refusals.isEmpty();
    }

    /** Answers nothing until the latch is open. */
    void hold(CountDownLatch until) {
        held = until;
    }

    /** Whether a request is held now. */
    boolean isAsked() {
        return asked.get() > 0;
    }

    void goAway() {
        server.stop(0);
    }

    void comeBack() {
        server = serve(port);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

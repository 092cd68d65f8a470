package org.forgedtoken.detector.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.forgedtoken.detector.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: exact paths, a bounded number of threads, and a guard before each page. */
public final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private static final int THREADS = 16;
    private static final int WAITING = 64;

    static {
        // The JDK's server waits without end for a slow request, and takes any number of connections.
        setUnlessSet("sun.net.httpserver.maxReqTime", "20");
        setUnlessSet("jdk.httpserver.maxConnections", "512");
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Guard guard;
    private final Map<String, Page> pages;

    private WebServer(HttpServer server, ThreadPoolExecutor threads, Guard guard, Map<String, Page> pages) {
        this.server = server;
        this.threads = threads;
        this.guard = guard;
        this.pages = pages;
    }

    /**
     * Listens, and answers at once.
     *
     * @throws IOException with a sentence that names the address, where it cannot listen there
     */
    public static WebServer start(Settings.Http http, List<Page> pages) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(http.host()), http.port());
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new IOException(
                    "Cannot listen at " + http.host() + ":" + http.port() + " (http.host, http.port): "
                            + e.getMessage(),
                    e);
        }
        WebServer web = new WebServer(
                server,
                threads(),
                new Guard(http.token()),
                pages.stream().collect(Collectors.toUnmodifiableMap(Page::path, Function.identity())));
        server.setExecutor(web.threads);
        server.createContext("/", web::answer);
        server.start();
        return web;
    }

    /** The port at which it listens, also where any free one was asked for. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Where a browser on this machine finds it. */
    public URI address() {
        InetAddress host = server.getAddress().getAddress();
        String name = host.isAnyLocalAddress() || host.isLoopbackAddress() ? "localhost" : host.getHostAddress();
        return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port() + "/");
    }

    /** Lets answers that are under way end, for a second at most, and closes every connection. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Page page = pages.get(exchange.getRequestURI().getPath());
            if (page == null) {
                Answer.text(exchange, 404, "There is nothing here.");
            } else if (!guard.admits(page.door(), exchange.getRequestHeaders())) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                Answer.text(exchange, 401, "This page asks for the token that is set as http.token.");
            } else if (!page.methods().isEmpty() && !page.methods().contains(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", String.join(", ", page.methods()));
                Answer.text(exchange, 405, "This page does not know that method.");
            } else {
                handle(page, exchange);
            }
        }
    }

    private static void handle(Page page, HttpExchange exchange) throws IOException {
        try {
            page.handler().handle(exchange);
        } catch (RuntimeException e) {
            LOG.error("The page {} failed", page.path(), e);
            if (exchange.getResponseCode() == -1) {
                Answer.text(exchange, 500, "This page failed; the log says how.");
            }
        }
    }

    private static ThreadPoolExecutor threads() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}

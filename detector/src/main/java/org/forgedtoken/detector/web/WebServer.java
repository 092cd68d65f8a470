package org.forgedtoken.detector.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: exact paths, a bounded number of threads, and a guard before each page. */
public final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    /**
     * A thread reads a request to its end, and there may be one for each connection: a client that is slow to ask, or to
     * read what it is answered, holds up nobody, a gateway least of all. An idle connection takes none.
     */
    private static final int CONNECTIONS = 512;

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    /** By the JDK's count, which adds 32 for each: more than any gateway forwards unless it is told to. */
    private static final int HEADER_BYTES = 2 << 20;

    static {
        // The JDK's server waits without end for a slow request, and takes any number of connections.
        setUnlessSet("sun.net.httpserver.maxReqTime", "10");
        setUnlessSet("jdk.httpserver.maxConnections", Integer.toString(CONNECTIONS));
        setUnlessSet("sun.net.httpserver.maxIdleConnections", Integer.toString(CONNECTIONS));
        // Beyond these it hangs up without an answer, and a gateway that lets requests pass while nobody answers would
        // let
        // pass what has 201 headers. Their number is bounded by their size.
        setUnlessSet("sun.net.httpserver.maxReqHeaders", Integer.toString(HEADER_BYTES));
        setUnlessSet("sun.net.httpserver.maxReqHeaderSize", Integer.toString(HEADER_BYTES));
        // Headers and body are written apart: without this the second waits 40 ms for the client to confirm the first.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Guard guard;
    private final UnderWay underWay;
    private volatile Map<String, Page> pages = Map.of();
    private volatile HttpHandler refusal = WebServer::refuse;

    private WebServer(HttpServer server, ThreadPoolExecutor threads, Guard guard, UnderWay underWay) {
        this.server = server;
        this.threads = threads;
        this.guard = guard;
        this.underWay = underWay;
    }

    /**
     * Listens, and answers at once.
     *
     * @throws IOException with a sentence that names the address, where it cannot listen there
     */
    public static WebServer start(Settings settings, List<Page> pages) throws IOException {
        WebServer web = bind(settings);
        web.serve(pages);
        return web;
    }

    /**
     * Listens, and lets whoever comes wait until there are pages: so that its port is known to who makes them.
     *
     * @throws IOException with a sentence that names the address, where it cannot listen there
     */
    public static WebServer bind(Settings settings) throws IOException {
        return bind(settings, LONGEST_ANSWER);
    }

    /** @param longest after which an answer that nobody takes is given up */
    static WebServer bind(Settings settings, Duration longest) throws IOException {
        String host = settings.get(Catalogue.HTTP_HOST);
        int port = settings.get(Catalogue.HTTP_PORT);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), port);
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new IOException(
                    "Cannot listen at " + host + ":" + port + " (http.host, http.port): " + e.getMessage(), e);
        }
        InstantSource clock = InstantSource.system();
        Guard guard = new Guard(
                settings.get(Catalogue.HTTP_TOKEN),
                new Sessions(clock),
                server.getAddress().getPort(),
                new WrongTokens(clock));
        WebServer web = new WebServer(server, threads(), guard, new UnderWay(longest));
        server.setExecutor(web.threads);
        server.createContext("/", web::begin);
        return web;
    }

    /** Answers with these pages, and with one for signing in. */
    public void serve(List<Page> all) {
        pages = Stream.concat(all.stream(), Stream.of(guard.sessions()))
                .collect(Collectors.toUnmodifiableMap(Page::path, Function.identity()));
        server.start();
    }

    /** Answers like this, with 401, who shows no token; the usual answer is a line of text. */
    public void refuseWith(HttpHandler answer) {
        refusal = answer;
    }

    /** Where it listens. */
    public InetSocketAddress listening() {
        return server.getAddress();
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
        underWay.close();
    }

    private void begin(HttpExchange exchange) throws IOException {
        UnderWay.Answering answering = underWay.begin();
        try {
            answer(exchange);
        } finally {
            answering.end();
        }
    }

    /** Answers a request; the exchange is over then, unless its page lasts. */
    void answer(HttpExchange exchange) throws IOException {
        boolean goesOn = false;
        try {
            // A request whose body was never asked for costs its connection.
            exchange.getRequestBody();
            String path = Framing.path(exchange);
            Page page = path == null ? null : pageAt(path);
            if (!Framing.isPlain(exchange)) {
                exchange.getResponseHeaders().set("Connection", "close");
                Answer.text(exchange, 400, "This request can be read in more than one way.");
            } else if (page == null) {
                Answer.text(exchange, 404, "There is nothing here.");
            } else if (mayAsk(page, exchange)) {
                goesOn = handle(page, exchange);
            }
        } finally {
            if (!goesOn) {
                exchange.close();
            }
        }
    }

    /** Whether the page is to be asked; else the answer is given. */
    private boolean mayAsk(Page page, HttpExchange exchange) throws IOException {
        switch (guard.admit(page.door(), exchange)) {
            case YES -> {
                // It may ask.
            }
            case NO -> {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                refusal.handle(exchange);
                return false;
            }
            case LATER -> {
                exchange.getResponseHeaders().set("Retry-After", "10");
                Answer.text(exchange, 429, "Too many wrong tokens; please wait ten seconds.");
                return false;
            }
            case STRANGE_NAME -> {
                Answer.text(
                        exchange,
                        403,
                        "Without http.token this page answers only under an address or the name localhost.");
                return false;
            }
        }
        if (!page.methods().isEmpty() && !page.methods().contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", String.join(", ", page.methods()));
            Answer.text(exchange, 405, "This page does not know that method.");
            return false;
        }
        return true;
    }

    private @Nullable Page pageAt(String path) {
        Page page = pages.get(path);
        for (int i = path.indexOf('/', 1); page == null && i > 0; i = path.indexOf('/', i + 1)) {
            Page above = pages.get(path.substring(0, i));
            page = above != null && above.below() ? above : null;
        }
        return page;
    }

    /** Returns whether the answer goes on. */
    private static boolean handle(Page page, HttpExchange exchange) throws IOException {
        try {
            page.handler().handle(exchange);
            return page.handler() instanceof Page.Lasting;
        } catch (BadRequest e) {
            Answer.text(exchange, e.status(), e.sentence());
        } catch (RuntimeException e) {
            LOG.error("The page {} failed", page.path(), e);
            if (exchange.getResponseCode() == -1) {
                Answer.text(exchange, 500, "This page failed; the log says how.");
            }
        }
        return false;
    }

    /** The usual answer to who shows no token. */
    static void refuse(HttpExchange exchange) throws IOException {
        Answer.text(exchange, 401, "This page asks for the token that is set as http.token.");
    }

    private static ThreadPoolExecutor threads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, CONNECTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}

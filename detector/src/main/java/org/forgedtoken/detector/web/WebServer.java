package org.forgedtoken.detector.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.forgedtoken.detector.judge.Decision;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: exact paths, and a guard before each page. Requests are read and answers written without a thread for
 * each client; pages have threads of their own, and so has what gateways and probes ask.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    /** More than any gateway forwards unless it is told to; each header counts for 32 bytes more than its text. */
    private static final int HEADER_BYTES = 2 << 20;

    private static final int IO_THREADS = 16;

    /** As many requests as may wait: for a search, for Kafka, for another instance. */
    private static final int THREADS = 32;

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] TOO_LARGE = new byte[WebRequest.LARGEST_BODY + 1];

    private static final int URI_TOO_LONG = 414;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int HEADERS_TOO_LARGE = 431;

    /** So long waits for its answer who has shown too many wrong tokens, and a wrong one again. */
    private static final int WRONG_TOKEN_SECONDS = 1;

    private final Server server;
    private final ServerConnector pagesAt;
    private final ServerConnector decisionsAt;
    private final Guard guard;
    private final Optional<Tls> tls;
    private final ExecutorService forPages = threads("page");
    private final ExecutorService forDecisions = threads("decision");
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> thread(task, "http-clock"));
    private volatile Map<String, Page> pages = Map.of();
    private volatile Function<WebRequest, Answer> refusal = request -> refused();

    private WebServer(Server server, Settings settings, Duration longest) throws IOException {
        this.server = server;
        this.tls = Tls.of(settings);
        int port = settings.get(Catalogue.HTTP_PORT);
        int decisionPort = settings.get(Catalogue.DECISION_PORT).orElse(port);
        this.pagesAt = listen(settings, longest, port, "http.port");
        this.decisionsAt = decisionPort == port ? pagesAt : listen(settings, longest, decisionPort, "decision.port");
        this.guard = new Guard(settings, InstantSource.system(), pagesAt.getLocalPort());
        server.setHandler(new Door());
        server.setErrorHandler(WebServer::unreadable);
        long look = Math.max(1, longest.toMillis() / 10);
        ScheduledFuture<?> unused = clock.scheduleWithFixedDelay(this::closeLate, look, look, TimeUnit.MILLISECONDS);
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
     * Listens, and lets any client wait until there are pages: so that its port is known to who makes them.
     *
     * @throws IOException with a sentence that names the address, where it cannot listen there
     */
    public static WebServer bind(Settings settings) throws IOException {
        return bind(settings, LONGEST_ANSWER);
    }

    /** @param longest after which an answer that nobody takes is given up */
    static WebServer bind(Settings settings, Duration longest) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(IO_THREADS);
        threads.setName("http");
        threads.setDaemon(true);
        return new WebServer(new Server(threads), settings, longest);
    }

    private ServerConnector listen(Settings settings, Duration longest, int port, String key) throws IOException {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        // Paths are compared as they are written, and Envoy hangs any path behind that of the decision.
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setHttpCompliance(HttpCompliance.RFC9110.with(
                "a host that is named twice", HttpCompliance.Violation.MISMATCHED_AUTHORITY));
        StrictHttp plain = new StrictHttp(http);
        ConnectionFactory[] protocols = tls.isPresent()
                ? AbstractConnectionFactory.getFactories(tls.get().server(), plain)
                : new ConnectionFactory[] {plain};
        ServerConnector connector = new ServerConnector(server, 1, 1, protocols);
        String host = settings.get(Catalogue.HTTP_HOST);
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(4096);
        connector.addBean(new Connections(longest));
        try {
            connector.open();
        } catch (IOException e) {
            close();
            String why = (e.getCause() == null ? e : e.getCause()).getMessage();
            throw new IOException("Cannot listen at " + host + ":" + port + " (http.host, " + key + "): " + why, e);
        }
        server.addConnector(connector);
        return connector;
    }

    /** Answers with these pages, and with one for signing in. */
    public void serve(List<Page> all) {
        pages = Stream.concat(all.stream(), Stream.of(guard.sessions()))
                .collect(Collectors.toUnmodifiableMap(Page::path, Function.identity()));
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP server cannot start: " + e.getMessage(), e);
        }
    }

    /** Answers like this, with 401, who shows no token; the usual answer is a line of text. */
    void refuseWith(Function<WebRequest, Answer> answer) {
        refusal = answer;
    }

    /** Where other instances ask. */
    public InetSocketAddress listening() {
        return new InetSocketAddress(decisionsAt.getHost(), decisionsAt.getLocalPort());
    }

    /** The port of the pages, also where any free one was asked for. */
    public int port() {
        return pagesAt.getLocalPort();
    }

    /** What it is set to use. */
    public Optional<Tls> tls() {
        return tls;
    }

    /** Where a browser on this machine finds it. */
    public URI address() {
        InetAddress host = listening().getAddress();
        String name = host.isAnyLocalAddress() || host.isLoopbackAddress() ? "localhost" : host.getHostAddress();
        String scheme = tls.isPresent() ? "https://" : "http://";
        return URI.create(scheme + (name.contains(":") ? "[" + name + "]" : name) + ":" + port() + "/");
    }

    /** Lets answers that are under way end, for a second at most, and closes every connection. */
    @Override
    public void close() {
        clock.shutdownNow();
        forPages.shutdown();
        forDecisions.shutdown();
        try {
            forPages.awaitTermination(1, TimeUnit.SECONDS);
            server.stop();
        } catch (Exception e) {
            LOG.debug("The HTTP server did not stop as it should", e);
        }
        // One that has not been started holds its port even so.
        Stream.of(server.getConnectors()).forEach(connector -> ((ServerConnector) connector).close());
        forPages.shutdownNow();
        forDecisions.shutdownNow();
    }

    /** Where requests come in, once their headers are there. It never waits. */
    private final class Door extends Handler.Abstract.NonBlocking {
        @Override
        @SuppressWarnings("removal") // what replaces asByteArrayAsync takes a promise of Jetty's own
        public boolean handle(Request request, Response response, Callback callback) {
            Connections connections = connections(request);
            connections.asked(request);
            Callback over = Callback.from(() -> connections.answered(request), callback);
            Page page = pageFor(request);
            CompletableFuture<byte[]> body = page != null && page.takesBody() && "POST".equals(request.getMethod())
                    ? Content.Source.asByteArrayAsync(request, WebRequest.LARGEST_BODY)
                            .exceptionally(e -> TOO_LARGE)
                    : CompletableFuture.completedFuture(NOTHING);
            body.thenAcceptAsync(
                            whole -> answer(page, request, whole, response, over),
                            page != null && page.isPrompt() ? forDecisions : forPages)
                    .exceptionally(e -> {
                        over.failed(e);
                        return null;
                    });
            return true;
        }
    }

    private void answer(@Nullable Page page, Request request, byte[] body, Response response, Callback over) {
        InetSocketAddress from =
                (InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress();
        Answer answer = answer(
                page,
                new WebRequest(
                        request.getMethod(),
                        request.getHttpURI(),
                        request.getHeaders(),
                        from.getAddress(),
                        body,
                        null));
        if (answer.rest() != null) {
            connections(request).lasts(request);
        }
        if (answer.status() == TOO_MANY_REQUESTS) {
            ScheduledFuture<?> unused =
                    clock.schedule(() -> write(answer, response, over), WRONG_TOKEN_SECONDS, TimeUnit.SECONDS);
        } else {
            write(answer, response, over);
        }
    }

    private static void write(Answer answer, Response response, Callback over) {
        response.setStatus(answer.status());
        response.getHeaders().add(answer.headers());
        if (answer.rest() == null) {
            response.write(true, ByteBuffer.wrap(answer.body()), over);
        } else {
            answer.rest().begin(response, over);
        }
    }

    /** The answer to a request that has come as a whole. */
    Answer answer(WebRequest request) {
        return answer(pageAt(request.path()), request);
    }

    private Answer answer(@Nullable Page page, WebRequest request) {
        try {
            if (page == null) {
                throw new BadRequest(404, "There is nothing here.");
            }
            String by = guard.admit(page.door(), request);
            if (!page.methods().isEmpty() && !page.methods().contains(request.method())) {
                return Answer.text(405, "This page does not know that method.")
                        .with("Allow", String.join(", ", page.methods()));
            }
            if (request.body().length > WebRequest.LARGEST_BODY) {
                throw new BadRequest(413, "The body is larger than 64 KiB.");
            }
            return page.handler().answer(request.by(by));
        } catch (BadRequest e) {
            return switch (e.status()) {
                case 401 -> refusal.apply(request).with("WWW-Authenticate", "Bearer");
                case TOO_MANY_REQUESTS, 503 ->
                    Answer.text(e.status(), e.sentence()).with("Retry-After", "10");
                default -> Answer.text(e.status(), e.sentence());
            };
        } catch (IOException | RuntimeException e) {
            LOG.error("The page {} failed", request.path(), e);
            return Answer.text(500, "This page failed; the log says how.");
        }
    }

    /** What Jetty does not take: a request that ends here for one reader, and there for another; or one that is too large. */
    private static boolean unreadable(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String path = String.valueOf(request.getHttpURI().getPath());
        boolean decision = path.equals(DecisionPage.PATH) || path.startsWith(DecisionPage.PATH + '/');
        Answer answer = status == URI_TOO_LONG || (decision && status == HEADERS_TOO_LARGE)
                ? DecisionPage.answer(Decision.UNREADABLE)
                : Answer.text(status, "This request cannot be read, or can be read in more than one way.");
        write(answer, response, callback);
        return true;
    }

    private @Nullable Page pageFor(Request request) {
        Page page = pageAt(String.valueOf(request.getHttpURI().getPath()));
        boolean elsewhere = page != null
                && !page.isPrompt()
                && request.getConnectionMetaData().getConnector() != pagesAt;
        return elsewhere ? null : page;
    }

    private @Nullable Page pageAt(String path) {
        Page page = pages.get(path);
        for (int i = path.indexOf('/', 1); page == null && i > 0; i = path.indexOf('/', i + 1)) {
            Page above = pages.get(path.substring(0, i));
            page = above != null && above.below() ? above : null;
        }
        return page;
    }

    /** The usual answer to who shows no token. */
    static Answer refused() {
        return Answer.text(401, "This page asks for the token that is set as http.token.");
    }

    private static Connections connections(Request request) {
        return ((ServerConnector) request.getConnectionMetaData().getConnector()).getBean(Connections.class);
    }

    private void closeLate() {
        Stream.of(server.getConnectors())
                .forEach(connector ->
                        ((ServerConnector) connector).getBean(Connections.class).closeLate());
    }

    private static ExecutorService threads(String name) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> thread(task, name + '-' + number.incrementAndGet()));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}

package org.forgedtoken.detector.web;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.ThreadUtils;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.forgedtoken.detector.judge.Decision;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests: exact paths, and a guard before each page. It never waits: pages have threads of their own, and so has what
 * gateways and probes ask.
 */
final class PageHandler extends Handler.Abstract.NonBlocking implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageHandler.class);

    /** As many requests as may wait: for a search, for Kafka, for another instance. */
    private static final int THREADS = 32;

    /** As many lists may be put together at once: one may be large. */
    private static final int LISTS = 4;

    /** Less is no matter, however many wait for it. */
    private static final int LARGE = 64 * 1024;

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] TOO_LARGE = new byte[WebRequest.LARGEST_BODY + 1];

    private static final int URI_TOO_LONG = 414;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int HEADERS_TOO_LARGE = 431;

    /** So long waits for its answer who has shown too many wrong tokens, and a wrong one again. */
    private static final int WRONG_TOKEN_SECONDS = 1;

    private final Guard guard;
    private final Connector pagesAt;
    private final Semaphore lists = new Semaphore(LISTS);
    private final ExecutorService forPages = threads("page");
    private final ExecutorService forDecisions = threads("decision");
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(factory("http-clock"));
    private volatile Map<String, Page> pages = Map.of();
    private volatile Function<WebRequest, Answer> refusal = request -> refused();

    /** @param pagesAt where all pages are; elsewhere those that are prompt */
    PageHandler(Guard guard, Connector pagesAt) {
        this.guard = guard;
        this.pagesAt = pagesAt;
    }

    /** Answers with these pages, and with one for signing in. */
    void serve(List<Page> all) {
        pages = Stream.concat(all.stream(), Stream.of(guard.sessions()))
                .collect(Collectors.toUnmodifiableMap(Page::path, Function.identity()));
    }

    /** Answers like this, with 401, who shows no token; the usual answer is a line of text. */
    void refuseWith(Function<WebRequest, Answer> answer) {
        refusal = answer;
    }

    @Override
    @SuppressWarnings("removal") // what replaces asByteArrayAsync takes a promise of Jetty's own
    public boolean handle(Request request, Response response, Callback callback) {
        Connections connections = connections(request);
        connections.asked(request);
        Callback over = Callback.from(() -> connections.answered(request), callback);
        Page page = pageFor(request);
        CompletableFuture<byte[]> body = page != null && page.takesBody() && "POST".equals(request.getMethod())
                ? Content.Source.asByteArrayAsync(request, WebRequest.LARGEST_BODY)
                        // What is no body at all is none to the page; its connection ends, too.
                        .exceptionally(e -> e.getCause() instanceof IllegalStateException ? TOO_LARGE : NOTHING)
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

    private void answer(@Nullable Page page, Request request, byte[] body, Response response, Callback over) {
        boolean list = page != null && !page.isPrompt() && !page.takesBody();
        if (list) {
            lists.acquireUninterruptibly();
        }
        try {
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
            } else if (answer.body().length > LARGE) {
                connections(request).sends(request, answer.body().length);
            }
            if (answer.status() == TOO_MANY_REQUESTS) {
                ScheduledFuture<?> unused =
                        clock.schedule(() -> write(answer, response, over), WRONG_TOKEN_SECONDS, TimeUnit.SECONDS);
            } else {
                write(answer, response, over);
            }
        } finally {
            if (list) {
                lists.release();
            }
        }
    }

    private static void write(Answer answer, Response response, Callback over) {
        response.setStatus(answer.status());
        response.getHeaders().add(answer.headers());
        if (answer.rest() == null) {
            response.write(true, ByteBuffer.wrap(answer.body()), over);
        } else {
            answer.rest().accept(response, over);
        }
    }

    /** Does something again and again, ms apart. */
    void repeat(Runnable what, long pause) {
        ScheduledFuture<?> unused = clock.scheduleWithFixedDelay(what, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** Lets answers that are under way end, for a second at most. */
    void finish() throws InterruptedException {
        clock.shutdownNow();
        forPages.shutdown();
        forDecisions.shutdown();
        forPages.awaitTermination(1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        forPages.shutdownNow();
        forDecisions.shutdownNow();
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
            return page.handler().apply(request.by(by));
        } catch (BadRequest e) {
            return switch (e.status()) {
                case 401 -> refusal.apply(request).with("WWW-Authenticate", "Bearer");
                case TOO_MANY_REQUESTS, 503 ->
                    Answer.text(e.status(), e.sentence()).with("Retry-After", "10");
                default -> Answer.text(e.status(), e.sentence());
            };
        } catch (RuntimeException e) {
            LOG.error("The page {} failed", request.path(), e);
            return Answer.text(500, "This page failed; the log says how.");
        }
    }

    /** What Jetty does not take: a request that ends here for one reader, and there for another; or one that is too large. */
    static boolean unreadable(Request request, Response response, Callback callback) {
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

    private static ExecutorService threads(String name) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory(name + "-%d"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static ThreadFactory factory(String names) {
        return ThreadUtils.createThreadFactory(names, true);
    }
}

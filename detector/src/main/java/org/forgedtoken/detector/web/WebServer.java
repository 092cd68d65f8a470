package org.forgedtoken.detector.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: where it listens, and for how long it waits. Requests are read and answers written without a thread for each
 * client.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    /** More than any gateway forwards unless it is told to; each header counts for 32 bytes more than its text. */
    private static final int HEADER_BYTES = 2 << 20;

    private static final int IO_THREADS = 16;

    private final Server server;
    private final ServerConnector pagesAt;
    private final ServerConnector decisionsAt;
    private final Optional<Tls> tls;
    private final PageHandler pages;

    private WebServer(Server server, Settings settings, Duration longest) throws IOException {
        this.server = server;
        this.tls = Tls.of(settings);
        int port = settings.get(Catalogue.HTTP_PORT);
        int decisionPort = settings.get(Catalogue.DECISION_PORT).orElse(port);
        this.pagesAt = listen(settings, longest, port, "http.port");
        this.decisionsAt = decisionPort == port ? pagesAt : listen(settings, longest, decisionPort, "decision.port");
        this.pages = new PageHandler(new Guard(settings, InstantSource.system(), pagesAt.getLocalPort()), pagesAt);
        server.setHandler(pages);
        server.setErrorHandler(PageHandler::unreadable);
        pages.repeat(this::closeLate, Math.max(1, longest.toMillis() / 10));
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
            closeConnectors();
            String why = (e.getCause() == null ? e : e.getCause()).getMessage();
            throw new IOException("Cannot listen at " + host + ":" + port + " (http.host, " + key + "): " + why, e);
        }
        server.addConnector(connector);
        return connector;
    }

    /** Answers with these pages, and with one for signing in. */
    public void serve(List<Page> all) {
        pages.serve(all);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP server cannot start: " + e.getMessage(), e);
        }
    }

    /** Answers like this, with 401, who shows no token; the usual answer is a line of text. */
    void refuseWith(Function<WebRequest, Answer> answer) {
        pages.refuseWith(answer);
    }

    /** The answer to a request that has come as a whole. */
    Answer answer(WebRequest request) {
        return pages.answer(request);
    }

    /** Where other instances ask. */
    InetSocketAddress listening() {
        return new InetSocketAddress(decisionsAt.getHost(), decisionsAt.getLocalPort());
    }

    /**
     * The address under which the other instances find this one's HTTP server ({@code application.server}). It is where the
     * server listens; where that is every address of the machine, the one that its name has, else the first that is not
     * loopback. Where another address is needed, {@code kafka.application.server} says so.
     */
    public String advertised() {
        InetAddress address = listening().getAddress();
        InetAddress known = address.isAnyLocalAddress() ? ofMachine() : address;
        return Utils.formatAddress(known.getHostAddress(), decisionsAt.getLocalPort());
    }

    private static InetAddress ofMachine() {
        InetAddress named;
        try {
            named = InetAddress.getLocalHost();
        } catch (UnknownHostException e) {
            named = InetAddress.getLoopbackAddress();
        }
        if (!named.isLoopbackAddress()) {
            return named;
        }
        try {
            for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InetAddress address : Collections.list(card.getInetAddresses())) {
                    if (card.isUp() && !address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
                        return address;
                    }
                }
            }
        } catch (SocketException e) {
            // Then there is none to be seen.
        }
        return named;
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
        return URI.create((tls.isPresent() ? "https://" : "http://") + Utils.formatAddress(name, port()) + '/');
    }

    /** Lets answers that are under way end, for a second at most, and closes every connection. */
    @Override
    public void close() {
        try {
            pages.finish();
            server.stop();
        } catch (Exception e) {
            LOG.debug("The HTTP server did not stop as it should", e);
        }
        closeConnectors();
        pages.close();
    }

    /** One that has not been started holds its port even so. */
    private void closeConnectors() {
        Stream.of(server.getConnectors()).forEach(connector -> ((ServerConnector) connector).close());
    }

    private void closeLate() {
        Stream.of(server.getConnectors())
                .forEach(connector ->
                        ((ServerConnector) connector).getBean(Connections.class).closeLate());
    }
}

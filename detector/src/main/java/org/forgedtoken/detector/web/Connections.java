package org.forgedtoken.detector.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;

/**
 * The connections of a listener, and what is held for them. Each has a time by which its request, or its answer, must be through. Where there are too
 * many, or too many of one address, the one of that address goes that has lasted longest, those without a request first: a
 * newcomer is always served, also beside slow clients of its own address.
 */
final class Connections implements Connection.Listener {
    private static final int MOST = 1024;
    private static final int MOST_OF_ADDRESS = 512;
    private static final Duration FIRST_REQUEST = Duration.ofSeconds(10);
    private static final Duration NEXT_REQUEST = Duration.ofSeconds(30);
    private static final Duration FOR_EVER = Duration.ofDays(10_000);

    /** What waits for clients to take it is held in memory. */
    private static final long MOST_UNTAKEN = Runtime.getRuntime().maxMemory() / 8;

    private static final Comparator<Client> LEAST_NEEDED_FIRST =
            Comparator.comparing(Client::asked).thenComparing(Client::since);

    private final Map<EndPoint, Client> clients = new ConcurrentHashMap<>();
    private final Duration longestAnswer;

    /**
     * Who is connected, and what the connection is at.
     *
     * @param asked whether a request is being answered
     * @param since {@link System#nanoTime}
     * @param patience after which it is closed
     * @param untaken bytes of an answer that is being sent
     */
    private record Client(InetAddress from, boolean asked, long since, Duration patience, long untaken) {}

    /** @param longestAnswer after which an answer that is not taken is given up */
    Connections(Duration longestAnswer) {
        this.longestAnswer = longestAnswer;
    }

    @Override
    public void onOpened(Connection connection) {
        if (!(connection.getEndPoint() instanceof SocketChannelEndPoint socket)
                || !(socket.getRemoteSocketAddress() instanceof InetSocketAddress from)) {
            return; // it has gone already, or is what TLS carries
        }
        clients.put(socket, new Client(from.getAddress(), false, System.nanoTime(), FIRST_REQUEST, 0));
        Map<InetAddress, List<EndPoint>> crowds = clients.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(LEAST_NEEDED_FIRST))
                .collect(Collectors.groupingBy(
                        client -> client.getValue().from(),
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        List<EndPoint> crowd = crowds.getOrDefault(from.getAddress(), List.of());
        if (crowd.size() > MOST_OF_ADDRESS) {
            crowd.get(0).close();
        } else if (clients.size() > MOST) {
            crowds.values().stream()
                    .max(Comparator.comparingInt(List::size))
                    .ifPresent(most -> most.get(0).close());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        clients.remove(connection.getEndPoint());
    }

    /** A request has come as a whole, but for its body. */
    void asked(Request request) {
        set(request, true, longestAnswer, 0);
    }

    /** Its answer is being sent; of those that are not taken the oldest go where they are too much together. */
    void sends(Request request, long bytes) {
        set(request, true, longestAnswer, bytes);
        List<Map.Entry<EndPoint, Client>> sending = clients.entrySet().stream()
                .filter(client -> client.getValue().untaken() > 0)
                .sorted(Comparator.comparing(client -> client.getValue().since()))
                .toList();
        long all = sending.stream()
                .mapToLong(client -> client.getValue().untaken())
                .sum();
        for (int i = 0; i < sending.size() - 1 && all > MOST_UNTAKEN; i++) {
            all -= sending.get(i).getValue().untaken();
            sending.get(i).getKey().close();
        }
    }

    /** Its answer goes on for as long as it likes. */
    void lasts(Request request) {
        set(request, true, FOR_EVER, 0);
    }

    /** Its answer has been sent. */
    void answered(Request request) {
        set(request, false, NEXT_REQUEST, 0);
    }

    private void set(Request request, boolean asked, Duration patience, long untaken) {
        EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
        clients.computeIfPresent(
                end instanceof EndPoint.Wrapper tls ? tls.unwrap() : end,
                (same, client) -> new Client(client.from(), asked, System.nanoTime(), patience, untaken));
    }

    /** Closes those whose time is over. */
    void closeLate() {
        long now = System.nanoTime();
        clients.forEach((end, client) -> {
            if (now - client.since() > client.patience().toNanos()) {
                end.close();
            }
        });
    }
}

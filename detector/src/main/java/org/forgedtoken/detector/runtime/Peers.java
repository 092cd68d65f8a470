package org.forgedtoken.detector.runtime;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.state.HostInfo;
import org.forgedtoken.detector.judge.Decision;
import org.forgedtoken.detector.web.DecisionPage;
import org.forgedtoken.detector.web.PeerSeal;
import org.forgedtoken.detector.web.Tls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The other instances, of which each is asked for what it alone knows: once, and for 50 ms at most. */
final class Peers {
    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

    private static final int UNAUTHORIZED = 401;
    private static final Duration PATIENCE = Duration.ofMillis(50);

    /** So many threads may wait for one instance: one that is gone must not hold up what the others know. */
    private static final int MOST_WAITING = 16;

    static {
        // The server at the other end closes a connection that was idle for 30 s.
        if (System.getProperty("jdk.httpclient.keepalive.timeout") == null) {
            System.setProperty("jdk.httpclient.keepalive.timeout", "20");
        }
    }

    private final HttpClient client;
    private final String scheme;
    private final Optional<PeerSeal> seal;
    private final Map<HostInfo, Semaphore> waiting = new ConcurrentHashMap<>();
    /** Of which the log has spoken. */
    private final Set<HostInfo> refusing = ConcurrentHashMap.newKeySet();

    /**
     * @param seal by which they know each other
     * @param tls of all instances
     */
    Peers(Optional<PeerSeal> seal, Optional<Tls> tls) {
        this.seal = seal;
        this.scheme = tls.isPresent() ? "https://" : "http://";
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
        tls.ifPresent(set -> builder.sslContext(set.client()));
        this.client = builder.build();
    }

    /** What the instance says of the token that says this, or null where it says nothing in time. */
    @Nullable
    Decision ask(HostInfo instance, byte[] claims) {
        Semaphore places = waiting.computeIfAbsent(instance, host -> new Semaphore(MOST_WAITING));
        if (!places.tryAcquire()) {
            return null;
        }
        try {
            String sealed = seal.map(known -> known.ofQuestion(PeerSeal.newNumber(), claims))
                    .orElse("");
            HttpResponse<?> answer = client.send(question(instance, claims, sealed), BodyHandlers.discarding());
            Decision decision = decision(answer, sealed);
            warn(instance, answer.statusCode() == UNAUTHORIZED);
            return decision;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            places.release();
        }
    }

    private HttpRequest question(HostInfo instance, byte[] claims, String sealed) {
        String at = Utils.formatAddress(instance.host(), instance.port());
        HttpRequest.Builder question = HttpRequest.newBuilder(URI.create(scheme + at + DecisionPage.PEER_PATH))
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(claims));
        return (sealed.isEmpty() ? question : question.header(PeerSeal.HEADER, sealed)).build();
    }

    private void warn(HostInfo instance, boolean refuses) {
        if (refuses && refusing.add(instance)) {
            LOG.warn(
                    "The instance at {}:{} does not believe this one: http.peer-secret, or http.token, must be"
                            + " the same for all. What it alone knows is answered by decision.fail until then",
                    instance.host(),
                    instance.port());
        } else if (!refuses) {
            refusing.remove(instance);
        }
    }

    /** Null also where the answer is not known to come from an instance. */
    private @Nullable Decision decision(HttpResponse<?> answer, String sealed) {
        int status = answer.statusCode();
        String reason = answer.headers().firstValue(DecisionPage.REASON).orElse("");
        String shown = answer.headers().firstValue(PeerSeal.HEADER).orElse("");
        boolean known = seal.isEmpty() || seal.get().isOfAnswer(shown, sealed, status, reason);
        return known && !reason.isEmpty() && (status == 200 || status == 403)
                ? new Decision(status == 200, reason)
                : null;
    }
}

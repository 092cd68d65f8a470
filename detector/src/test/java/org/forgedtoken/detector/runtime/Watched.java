package org.forgedtoken.detector.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** A detector that people look at: on a broker of its own, at a port that it keeps over a restart, with actions. */
final class Watched implements AutoCloseable {
    /** The feed is complete since then. */
    final Instant begin = Instant.now().minus(Duration.ofMinutes(9));

    final EmbeddedBroker broker = EmbeddedBroker.start();
    final Rig rig;
    final Feeds feeds;
    private final int port = EmbeddedBroker.freePort();
    private KafkaDetector detector;

    Watched(String name, Path folder) {
        rig = new Rig(broker, name, folder);
        broker.create(1, rig.topic("actions"));
        feeds = new Feeds(broker, rig);
        start();
    }

    void start() {
        try {
            detector = KafkaDetector.start(rig.settings("a", Map.of("http.port", Integer.toString(port))), "test");
            detector.awaitRunning();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void stop() {
        detector.close();
    }

    String at(String path) {
        return detector.address().resolve(path).toString();
    }

    /** What the detector answers under a path. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(at(path))).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    String metrics() {
        return detector.metrics();
    }

    /** The feed of an issuer is complete up to now. */
    void cover(String issuer) {
        feeds.heartbeats(issuer, begin, Instant.now());
    }

    /** But for a record that nobody can read: a hole, some seconds wide. */
    void breakCoverage() {
        feeds.send("issuance", 0, "\"event\":\"issued\",\"time\":\"" + begin.plus(Duration.ofMinutes(2)) + '"');
    }

    /** A time that the feed covers. */
    Instant covered() {
        return begin.plus(Duration.ofMinutes(5));
    }

    /** A token that says anything at all; each value is JSON. */
    static String token(Map<String, String> header, Map<String, String> claims) {
        return encode(members(header)) + '.' + encode(members(claims)) + '.' + encode("a signature that nobody made");
    }

    private static String members(Map<String, String> members) {
        StringBuilder json = new StringBuilder("{");
        members.forEach((name, value) -> json.append(json.length() == 1 ? "" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
        return json.append('}').toString();
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A JSON string; a surrogate without its other half stays what it is. */
    static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            if (unit >= 0x20 && unit < 0x7f && unit != '"' && unit != '\\') {
                json.append((char) unit);
            } else {
                json.append(String.format("\\u%04x", unit));
            }
        });
        return json.append('"').toString();
    }

    @Override
    public void close() {
        stop();
        feeds.close();
        rig.close();
        broker.close();
    }
}

package org.forgedtoken.detector.chain;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.Stream;

/** A Prometheus that scrapes the chain's detector, with the alert rules that are shipped. */
final class Prometheus {
    private static final Path RULES = Path.of("..", "helm", "rules");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI address;

    private Prometheus(URI address) {
        this.address = address;
    }

    /** Starts it; it is ended with the chain. */
    static Prometheus start(Chain chain) throws IOException {
        Path rules = Files.createDirectories(chain.folder().resolve("rules"));
        try (Stream<Path> shipped = Files.list(RULES)) {
            for (Path one : shipped.filter(Files::isRegularFile).toList()) {
                Files.copy(one, rules.resolve(one.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        int port = Child.freePort();
        Child child = Child.start(
                chain.folder(),
                "prometheus",
                "prometheus",
                "--config.file=" + chain.fill("prometheus.yml"),
                "--storage.tsdb.path=" + chain.folder().resolve("prometheus"),
                "--web.listen-address=127.0.0.1:" + port);
        chain.atTheEnd(child::close);
        child.listening(port);
        return new Prometheus(URI.create("http://127.0.0.1:" + port));
    }

    /** Whether it has scraped the detector. */
    boolean isScraping() throws IOException, InterruptedException {
        return get("/api/v1/query?query=up").matches("(?s).*\"value\":\\[[^]]*,\"1\"].*");
    }

    /** Whether an alert of this name fires. */
    boolean isFiring(String name) throws IOException, InterruptedException {
        String query = "/api/v1/query?query=ALERTS%7Balertname%3D%22" + name + "%22%2Calertstate%3D%22firing%22%7D";
        return get(query).contains("\"alertname\":\"" + name + '"');
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }
}

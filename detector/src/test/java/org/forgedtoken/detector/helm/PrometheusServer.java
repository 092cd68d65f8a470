package org.forgedtoken.detector.helm;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A real Prometheus with the shipped rules, which scrapes one detector each second as the job {@code detector}. */
public final class PrometheusServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern LISTENING = Pattern.compile("Listening on\" address=(127\\.0\\.0\\.1:\\d+)");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final URI address;

    private PrometheusServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param folder for its files
     * @param target where the detector listens
     */
    public static PrometheusServer start(Path folder, URI target) throws IOException {
        StringBuilder rules = new StringBuilder();
        for (Path file : HelmFiles.ruleFiles()) {
            rules.append("  - ").append(file.toRealPath()).append('\n');
        }
        Path config = Files.writeString(
                folder.resolve("prometheus.yml"), """
                    global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                    rule_files:
                    %sscrape_configs:
                      - job_name: detector
                        static_configs:
                          - targets: ['%s:%d']
                            labels: {namespace: security}
                    """.formatted(rules, target.getHost(), target.getPort()));
        Path log = folder.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("prometheus"),
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            PrometheusServer server = new PrometheusServer(process, listening(log));
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> server.get("/-/ready").contains("Ready"));
            return server;
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw new IllegalStateException(Files.readString(log), e);
        }
    }

    private static URI listening(Path log) {
        return await()
                .atMost(PATIENCE)
                .until(() -> LISTENING.matcher(Files.readString(log)).results().toList(), found -> !found.isEmpty())
                .stream()
                .map(found -> URI.create("http://" + found.group(1)))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The result of an expression now: series, each with {@code metric} and {@code value}.
     *
     * @throws IllegalArgumentException with Prometheus' words where the expression is wrong
     */
    public JsonNode query(String expression) throws IOException, InterruptedException {
        String body = "query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
        JsonNode answer = JSON.readTree(send(HttpRequest.newBuilder(address.resolve("/api/v1/query"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))));
        if (!answer.get("status").asText().equals("success")) {
            throw new IllegalArgumentException(answer.get("error").asText());
        }
        return answer.at("/data/result");
    }

    /** The alerts that are pending or firing, as its own page shows them. */
    public List<JsonNode> alerts() throws IOException, InterruptedException {
        return JSON.readTree(get("/api/v1/alerts"))
                .at("/data/alerts")
                .valueStream()
                .toList();
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path)));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString())
                .body();
    }

    /** Waits for its end, so that its folder can be deleted. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

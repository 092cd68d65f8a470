package org.forgedtoken.detector.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real days of real servers, where they lie beside the checkout; else a few lines of the same shape. */
class SampleLogsTest {
    private static final String OWN = """
            192.0.2.1 - - [30/Nov/2012:00:11:56 +0100] "GET http://rss.example:80/publication/1 HTTP/1.1" 200 100358
            192.0.2.2 - QUEEN [30/Nov/2012:00:13:10 +0100] "GET http://www.example:80/science?_ob=Image HTTP/1.1" 302 4
            192.0.2.2 - QUEEN [30/Nov/2012:00:14:17 +0100] "GET http://www.example:80/journal/aip HTTP/1.1" 200 224846
            """;

    private final Mapped combined = Mapped.shipped("combined");

    /** What became of a file's lines. */
    private static final class Figures {
        private int lines;
        private int anonymous;
        private int named;
        private int withAgent;
        private final Set<String> accounts = new HashSet<>();

        void add(AccessReading reading) {
            lines++;
            if (reading instanceof AccessReading.Anonymous access) {
                anonymous++;
                assertThat(access.request().sourceIp()).isNotNull();
                assertThat(access.request().path()).isNotNull();
                assertThat(access.request().status()).isPositive();
                named += access.account() == null ? 0 : 1;
                withAgent += access.request().userAgent() == null ? 0 : 1;
                if (access.account() != null) {
                    accounts.add(access.account());
                }
            }
        }

        @Override
        public String toString() {
            return lines + " lines, " + anonymous + " accesses, " + named + " of " + accounts.size() + " accounts, "
                    + withAgent + " with a user agent";
        }
    }

    private Figures read(InputStream in) throws IOException {
        Figures figures = new Figures();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                figures.add(combined.read(line.getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        return figures;
    }

    private Figures read(String folder, String file) throws IOException {
        Optional<Path> beside = SharedData.folder(folder).map(found -> found.resolve(file));
        try (InputStream in = beside.isPresent()
                ? new GZIPInputStream(Files.newInputStream(beside.get()))
                : new java.io.ByteArrayInputStream(OWN.getBytes(StandardCharsets.UTF_8))) {
            Figures figures = read(in);
            System.out.println(
                    "combined, " + (beside.isPresent() ? file : "own lines instead of " + file) + ": " + figures);
            return figures;
        }
    }

    @Test
    void twoDaysOfAGatewayAreReadCompletely() throws IOException {
        boolean present = SharedData.folder("gateway-day").isPresent();
        Figures one = read("gateway-day", "sd.2012-11-30.log.gz");
        assertThat(one.anonymous).isEqualTo(one.lines).isEqualTo(present ? 32_530 : 3);
        Figures other = read("gateway-day", "npg.2012-11-30.log.gz");
        assertThat(other.anonymous).isEqualTo(other.lines).isEqualTo(present ? 26_847 : 3);
        assertThat(one.named + other.named).isEqualTo(present ? 57_266 : 4);
    }

    @Test
    void tenThousandLinesOfApacheAreReadCompletely() throws IOException {
        boolean present = SharedData.folder("log-samples").isPresent();
        Figures figures = read("log-samples", "elastic-apache_logs.gz");
        assertThat(figures.anonymous).isEqualTo(figures.lines).isEqualTo(present ? 10_000 : 3);
    }

    /** What becomes of each line of a sample, by the name of its outcome; nothing where the samples are not there. */
    private static Map<String, Long> outcomes(String sample, Function<byte[], Object> reader) throws IOException {
        Optional<Path> file = SharedData.folder("log-samples").map(folder -> folder.resolve(sample));
        Assumptions.assumeTrue(file.isPresent(), "samples of gateways lie beside the checkout, or are not tried");
        try (Stream<String> lines = Files.lines(file.orElseThrow())) {
            Map<String, Long> outcomes = lines.filter(line -> !line.isBlank())
                    .map(line -> reader.apply(line.getBytes(StandardCharsets.UTF_8)))
                    .collect(Collectors.groupingBy(
                            reading -> reading instanceof AccessReading.Rejected rejected
                                    ? rejected.reason().label()
                                    : reading.getClass().getSimpleName(),
                            TreeMap::new,
                            Collectors.counting()));
            System.out.println(sample + ": " + outcomes);
            return outcomes;
        }
    }

    @Test
    void whatEnvoyWroteInThreeFormsIsReadCompletely() throws IOException {
        assertThat(outcomes("envoy-logs/envoy.log", Mapped.shipped("envoy")::read))
                .isEqualTo(Map.of("Anonymous", 10L));
    }

    @Test
    void ofTraefiksLogOneLineIsThatOfAPlugin() throws IOException {
        assertThat(outcomes("traefik_json/traefik_json.log", Mapped.shipped("traefik")::read))
                .isEqualTo(Map.of("Anonymous", 6L, "Skipped", 1L));
    }

    /** One line lacks a field, and one is of the error log. */
    @Test
    void ofNginxTwoLinesAreNoAccess() throws IOException {
        assertThat(outcomes("nginx_http-logs/nginx_http-logs.log", combined::read))
                .isEqualTo(Map.of("Anonymous", 7L, "not-in-format", 2L));
    }

    /** None of them issues: each is a failed login. */
    @Test
    void failedLoginsOfKeycloakIssueNothing() throws IOException {
        Mapped keycloak = Mapped.shippedIssuance("keycloak");
        assertThat(outcomes("keycloak-logs/keycloak-logs.log", keycloak::issuanceOf))
                .isEqualTo(Map.of("Skipped", 7L));
        assertThat(outcomes("keycloak-bf/keycloak-logs.log", keycloak::issuanceOf))
                .isEqualTo(Map.of("Skipped", 10L));
    }
}

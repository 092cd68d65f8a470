package org.forgedtoken.detector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.reading.SharedData;
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

        void add(Reading reading) {
            lines++;
            if (reading instanceof Reading.Anonymous access) {
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

    /** What became of each line, by the name of its outcome. */
    private static Map<String, Long> outcomes(String sample, String own, Function<byte[], Object> reader)
            throws IOException {
        Optional<Path> beside = SharedData.folder("log-samples").map(found -> found.resolve(sample));
        List<String> lines = beside.isPresent()
                ? Files.readAllLines(beside.get())
                : own.lines().toList();
        Map<String, Long> outcomes = lines.stream()
                .filter(line -> !line.isBlank())
                .map(line -> reader.apply(line.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.groupingBy(
                        reading -> reading instanceof Reading.Rejected rejected
                                ? rejected.reason().label()
                                : reading.getClass().getSimpleName(),
                        TreeMap::new,
                        Collectors.counting()));
        System.out.println((beside.isPresent() ? sample : "own lines instead of " + sample) + ": " + outcomes);
        return outcomes;
    }

    private static boolean present() {
        return SharedData.folder("log-samples").isPresent();
    }

    @Test
    void whatEnvoyWroteInThreeFormsIsReadCompletely() throws IOException {
        String own = """
            {":authority":"a.example","downstream_remote_address":"[fd00::1]:54321","method":"GET","response_code":200,"start_time":"2025-12-31T16:37:40.479Z","x-envoy-origin-path":"/a"}
            2025-12-31T19:00:00.310000000+01:00 stdout F {"method":"GET","response_code":301,"start_time":"2025-12-31T17:00:00Z"}
            2025-12-31T19:00:00.310000000+01:00 stdout F [2025-12-31T18:00:00.310Z] "POST /a HTTP/2" 204 - 154 0 226 100 "192.0.2.1" "curl" "id" "a.example" "tcp://10.0.2.1:80"
            """;
        assertThat(outcomes("envoy-logs/envoy.log", own, Mapped.shipped("envoy")::read))
                .isEqualTo(Map.of("Anonymous", present() ? 10L : 3L));
    }

    @Test
    void ofTraefiksLogOneLineIsThatOfAPlugin() throws IOException {
        String own = """
            {"ClientHost":"192.0.2.1","RequestMethod":"GET","RequestPath":"/a","DownstreamStatus":200,"StartUTC":"2021-12-08T14:02:43.587782192Z"}
            DEBUG: SomePlugin: 2025/09/05 13:53:40 handled
            """;
        assertThat(outcomes("traefik_json/traefik_json.log", own, Mapped.shipped("traefik")::read))
                .isEqualTo(Map.of("Anonymous", present() ? 6L : 1L, "Skipped", 1L));
    }

    /** One line lacks a field, and one is of the error log. */
    @Test
    void ofNginxTwoLinesAreNoAccess() throws IOException {
        String own = """
            192.0.2.1 - - [04/Jan/2020:07:25:02 +0000] "GET /a HTTP/1.1" 404 522 "-" "Go-http-client/1.1"
            192.0.2.1 - [08/Jun/2020:08:04:43 +0000] "GET /a HTTP/1.1" 200 100 "-" "curl/7.68.0"
            2021/12/01 13:53:33 [error] 31#31: *46 "/a" is not found, client: 192.0.2.1, request: "GET /a HTTP/1.1"
            """;
        assertThat(outcomes("nginx_http-logs/nginx_http-logs.log", own, combined::read))
                .isEqualTo(Map.of("Anonymous", present() ? 7L : 1L, "not-in-format", 2L));
    }

    /** None of them issues: each is a failed login. */
    @Test
    void failedLoginsOfKeycloakIssueNothing() throws IOException {
        String own = """
            2023-05-25 22:24:19,357 WARN  [org.key.events] (executor-thread-3121) type=LOGIN_ERROR, realmId=r, clientId=c, userId=null, ipAddress=192.0.2.1, error=user_not_found, username=a
            2024-05-08 06:16:19,457 WARN  [org.keycloak.events] (executor-thread-1) type="LOGIN_ERROR", realmId="r", clientId="c", userId="null", ipAddress="192.0.2.4", error="user_not_found", username="a"
            """;
        Mapped keycloak = Mapped.shippedIssuance("keycloak");
        assertThat(outcomes("keycloak-logs/keycloak-logs.log", own, keycloak::issuanceOf))
                .isEqualTo(Map.of("Skipped", present() ? 7L : 2L));
        assertThat(outcomes("keycloak-bf/keycloak-logs.log", own, keycloak::issuanceOf))
                .isEqualTo(Map.of("Skipped", present() ? 10L : 2L));
    }
}

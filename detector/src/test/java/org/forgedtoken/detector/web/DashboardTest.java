package org.forgedtoken.detector.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.forgedtoken.detector.coverage.Coverage.Extent;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.reading.ActionReader;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.settings.AnySettings;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Secret;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.web.board.Board;
import org.forgedtoken.detector.web.board.Findings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The dashboard's pages by HTTP: what a browser and a script may ask, and what they are told. */
class DashboardTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String DECISION =
            "{\"uid\":\"a\",\"action\":\"resolve\",\"reason\":\"false-positive\",\"by\":\"Kim\"}";

    private final Board board = new Board();
    private final AlertStreams streams = new AlertStreams(() -> new JsonObject().put("time", 1));
    private final Actions actions = new Actions();
    private CoveragePage.Known known = new CoveragePage.Known("Nothing is known here.");
    private WebServer web;

    /** The topic, as far as the page can tell. */
    private static final class Actions implements ActionsPage.Writer {
        final List<String> written = new ArrayList<>();
        boolean read = true;
        boolean fails;

        ActionsPage.Topic topic() {
            return new ActionsPage.Topic(
                    new ActionReader(Settings.of(Map.of("incident.reporting", "GDPR-33=72h"))), () -> read, this);
        }

        @Override
        public void write(String uid, byte[] value) throws IOException {
            if (fails) {
                throw new IOException("Kafka does not take it.");
            }
            written.add(uid + ' ' + new String(value, StandardCharsets.UTF_8));
        }
    }

    private void serve(String token) throws IOException {
        web = WebServer.bind(AnySettings.of(
                Catalogue.HTTP_PORT,
                0,
                Catalogue.HTTP_TOKEN,
                Optional.ofNullable(token).map(Secret::new)));
        web.serve(Dashboard.pages(web, board, streams, () -> known, actions.topic()));
        board.alert(Findings.alert("a", 1_000));
    }

    @AfterEach
    void close() {
        streams.close();
        web.close();
    }

    @Test
    void timesAndNumbersAreReadAsInRecords() throws Exception {
        serve(null);

        assertThat(get("/api/alerts?since=1").body()).contains("\"matched\":1");
        assertThat(get("/api/alerts?since=2").body()).contains("\"matched\":0");
        assertThat(get("/api/alerts?since=1970-01-01T00:00:02Z").body()).contains("\"matched\":0");
        assertThat(get("/api/alerts?limit=%D9%A1%D9%A0").statusCode()).isEqualTo(400);
        assertThat(get("/api/alerts?since=%D9%A1%D9%A0").statusCode()).isEqualTo(400);
    }

    @Test
    void everyFileThatThePagesNameIsServedAsWhatItIs() throws Exception {
        serve(null);
        Set<String> named = new TreeSet<>();
        for (String path : List.of(
                "/",
                "/alert?uid=a",
                "/incident?uid=i",
                "/account/a%2Fb%00%F0%9F%98%80",
                "/source/2001:db8::1",
                "/key/?name=..")) {
            HttpResponse<String> page = get(path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(type(page)).isEqualTo("text/html; charset=utf-8");
            collect(page.body(), Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\""), named);
        }
        for (String script : List.copyOf(named)) {
            if (script.endsWith("main.js")) {
                follow(script, named);
            }
        }
        assertThat(named)
                .hasSizeGreaterThan(15)
                .contains("/assets/uPlot.iife.min.js", "/assets/traffic.js", "/assets/subject.js");
        for (String asset : named) {
            HttpResponse<String> file = get(asset);
            assertThat(file.statusCode()).as(asset).isEqualTo(200);
            assertThat(type(file))
                    .isEqualTo(
                            asset.endsWith(".js")
                                    ? "text/javascript; charset=utf-8"
                                    : asset.endsWith(".css") ? "text/css; charset=utf-8" : "image/svg+xml");
        }
        for (String no :
                List.of("/assets/", "/assets/index.html", "/assets/../dashboard/index.html", "/assets/%2e%2e/x")) {
            assertThat(get(no).statusCode()).as(no).isEqualTo(404);
        }
    }

    private void follow(String script, Set<String> named) throws Exception {
        Set<String> more = new TreeSet<>();
        collect(get(script).body().replace("'./", "'/assets/"), Pattern.compile("from '(/assets/[^']+)'"), more);
        for (String one : more) {
            if (named.add(one)) {
                follow(one, named);
            }
        }
    }

    private static void collect(String text, Pattern pattern, Set<String> found) {
        for (Matcher match = pattern.matcher(text); match.find(); ) {
            found.add(match.group(1));
        }
    }

    @Test
    void whatToDoIsSaidInTheManualsWords() throws Exception {
        serve(null);

        Path manual = Path.of("..", "topology-docs");
        for (Path page : List.of(manual.resolve("guides/runbook.md"), manual.resolve("reference/rules.md"))) {
            assertThat(get("/assets/" + page.getFileName()).body())
                    .as("the build takes in %s", page)
                    .isEqualTo(Files.readString(page));
        }
        String rules = get("/assets/rules.md").body();
        assertThat(Rule.values()).allMatch(rule -> rules.contains("\n## " + rule.id() + "\n\n* **"));
        assertThat(get("/assets/runbook.md").body()).contains("\n## ForgedTokenIncident\n\n* **");
    }

    @Test
    void accountsThatDoNotExistAreCalledThat() throws Exception {
        serve(null);

        assertThat(get("/assets/incidents.js").body())
                .contains("number('accounts_unknown')} of them not in the list of accounts");
    }

    @Test
    void alertsAreNarrowedToWhatTheyNameAndSorted() throws Exception {
        serve(null);
        board.alert(Findings.alert("b", 2_000, "key-unknown", 4, 1, "other"));

        assertThat(get("/api/alerts?account=Konto-a&source=203.0.113.7&key=K%C3%BC&incident=inc")
                        .body())
                .contains("\"matched\":1,", "Konto-a");
        assertThat(get("/api/alerts?account=Konto").body()).contains("\"matched\":0");
        assertThat(get("/api/alerts?sort=severity&limit=1").body())
                .contains("Konto-a", "\"next\":null", "\"matched\":2");
        assertThat(get("/api/alerts?sort=-severity&limit=1").body()).contains("Konto-b");
        assertThat(get("/api/alerts?sort=colour").statusCode()).isEqualTo(400);
        assertThat(get("/api/alerts?sort=uses&before=1-a").statusCode()).isEqualTo(400);
    }

    @Test
    void aSummarySaysWhatWithWhomAndInWhichIncidents() throws Exception {
        serve(null);
        board.alert(Findings.alert("b", 2_000, "key-unknown", 4, 4, "inc"));
        board.incident(Findings.incident("inc", 1, 1, "verified"));

        assertThat(get("/api/alerts/summary?source=203.0.113.7").body())
                .startsWith("{\"alerts\":2,\"open\":1,\"first\":1000,\"last\":2000,\"series\":{\"start\":1000,")
                .contains("\"rule\":{\"different\":2,", "\"incidents\":[{\"class_uid\":2005")
                .contains("\"account\":{\"different\":2,\"most\":[{\"alerts\":1,\"open\":1,\"first\":1000,"
                        + "\"last\":1000,\"name\":\"Konto-a\"},");
        assertThat(get("/api/alerts/summary?account=nobody").body())
                .startsWith("{\"alerts\":0,\"open\":0,\"series\":")
                .endsWith("\"incidents\":[]}");
    }

    @Test
    void whatMatchesIsExportedAsLinesAndForASpreadsheet() throws Exception {
        serve(null);
        String broken = new String(Findings.alert("=1+1", 2_000), StandardCharsets.UTF_8)
                .replace(",\"time\"", ",\r\n\"time\"")
                .replace("\"token_id\":\"T-=1+1\"", "\"token_digest\":\"ab12\"");
        board.alert(broken.getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> lines = get("/api/alerts/export?format=jsonl&sort=-time");
        assertThat(lines.body().lines())
                .hasSize(2)
                .first()
                .isEqualTo(new String(Findings.alert("a", 1_000), StandardCharsets.UTF_8));
        assertThat(lines.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"alerts.jsonl\"");

        HttpResponse<String> table = get("/api/alerts/export?incident=inc");
        assertThat(type(table)).isEqualTo("text/csv; charset=utf-8");
        assertThat(table.body().lines())
                .containsExactly(
                        "\"uid\",\"rule\",\"severity_id\",\"status_id\",\"written\",\"first_use\",\"last_use\",\"uses\","
                                + "\"account_id\",\"source\",\"issuer\",\"key_id\",\"token_id\",\"token_digest\",\"incident_uid\",\"message\"",
                        "\"'=1+1\",\"token-never-issued\",\"5\",\"1\",\"1970-01-01T00:00:02Z\",\"1970-01-01T00:00:02Z\","
                                + "\"1970-01-01T00:00:02Z\",\"0\",\"Konto-=1+1\",\"203.0.113.7\",\"\",\"Kü\",\"\",\"ab12\",\"inc\",\"about"
                                + " account \"\"Konto-=1+1\"\"\"",
                        "\"a\",\"token-never-issued\",\"5\",\"1\",\"1970-01-01T00:00:01Z\",\"1970-01-01T00:00:01Z\","
                                + "\"1970-01-01T00:00:01Z\",\"0\",\"Konto-a\",\"203.0.113.7\",\"\",\"Kü\",\"T-a\",\"\",\"inc\",\"about"
                                + " account \"\"Konto-a\"\"\"");
        assertThat(get("/api/alerts/export?format=xml").statusCode()).isEqualTo(400);
        assertThat(get("/api/alerts/export?limit=1").statusCode()).isEqualTo(400);
    }

    @Test
    void aBrowserWithoutTokenIsAskedForItAndAScriptIsTold() throws Exception {
        serve("hush-hush-hush-hush");
        for (String path : List.of("/", "/alert?uid=a", "/incident?uid=i", "/account/a", "/source/x/y")) {
            HttpResponse<String> page = send(request(path).header("Accept", "text/html,*/*"));
            assertThat(page.statusCode()).isEqualTo(401);
            assertThat(type(page)).isEqualTo("text/html; charset=utf-8");
            assertThat(page.body()).contains("id=\"sign-in\"").contains("/assets/sign-in.js");
        }
        assertThat(get("/assets/sign-in.js").statusCode()).isEqualTo(200);
        assertThat(get("/").body()).doesNotContain("<");
        for (String path : List.of(
                "/api/alerts",
                "/api/incidents",
                "/api/coverage",
                "/api/alerts/stream",
                "/api/alerts/summary",
                "/api/alerts/export")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    void whoSignsInHasACookieThatNoScriptReads() throws Exception {
        serve("hush-hush-hush-hush");
        assertThat(session("Bearer wrong").statusCode()).isEqualTo(401);
        HttpResponse<String> signedIn = session("Bearer hush-hush-hush-hush");
        assertThat(signedIn.statusCode()).isEqualTo(204);
        String set = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set)
                .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200")
                .doesNotContain("hush");
        String cookie = set.substring(0, set.indexOf(';'));

        assertThat(send(request("/api/alerts").header("Cookie", cookie)).statusCode())
                .isEqualTo(200);
        assertThat(send(request("/api/session").header("Cookie", cookie).DELETE())
                        .statusCode())
                .isEqualTo(204);
        assertThat(send(request("/api/alerts").header("Cookie", cookie)).statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<String> session(String authorization) throws Exception {
        return send(
                request("/api/session").header("Authorization", authorization).POST(BodyPublishers.noBody()));
    }

    @Test
    void aDecisionIsWrittenWithTheServersTime() throws Exception {
        serve(null);
        HttpResponse<String> taken = act(DECISION);

        assertThat(taken.statusCode()).isEqualTo(202);
        assertThat(taken.body()).contains("\"uid\":\"a\"", "\"action\":\"resolve\"", "\"time\":");
        assertThat(actions.written)
                .singleElement()
                .asString()
                .startsWith("a {")
                .contains("\"action\":\"resolve\"", "\"reason\":\"false-positive\"", "\"by\":\"Kim\"", "\"time\":");
    }

    @Test
    void aDecisionThatIsNoneIsRefusedWithItsReason() throws Exception {
        serve(null);
        assertRefused(400, act("{"));
        assertRefused(400, act(""));
        assertRefused(400, act("{\"uid\":\"a\",\"uid\":\"a\",\"action\":\"resolve\",\"by\":\"Kim\"}"));
        assertRefused(400, act(DECISION.replace("resolve", "delete")));
        assertRefused(400, act(DECISION.replace("Kim", " ")));
        assertRefused(400, act(DECISION.replace("resolve", "reported")));
        assertRefused(400, act(DECISION.replace("resolve", "reported").replace("{", "{\"regime\":\"GDPR-33\",")));
        assertRefused(404, act(DECISION.replace("\"a\"", "\"unknown\"")));
        assertRefused(413, act(DECISION.replace("Kim", "K".repeat(70_000))));
        assertRefused(
                415,
                send(from("same-origin")
                        .setHeader("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(DECISION))));
        assertRefused(403, send(from("cross-site").POST(BodyPublishers.ofString(DECISION))));
        assertRefused(403, send(from("none").POST(BodyPublishers.ofString(DECISION))));
        assertRefused(403, send(json().POST(BodyPublishers.ofString(DECISION))));
        assertRefused(
                403, send(json().header("Origin", "https://evil.example").POST(BodyPublishers.ofString(DECISION))));
        actions.read = false;
        assertRefused(409, act(DECISION));
        actions.read = true;
        actions.fails = true;
        assertRefused(503, act(DECISION));
        assertThat(actions.written).isEmpty();
    }

    private static void assertRefused(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).hasSizeBetween(10, 300).doesNotContain("Exception");
    }

    @Test
    void coverageIsToldInStretchesAndHoles() throws Exception {
        serve(null);
        assertThat(get("/api/coverage").body()).contains("\"issuers\":[]", "\"reason\":\"Nothing is known here.\"");

        long now = System.currentTimeMillis();
        known = new CoveragePage.Known(
                List.of(new Extent(
                        "idp\u202E<b>",
                        List.of(new Stretch(now - 200_000_000, now - 90_000), new Stretch(now - 60_000, now - 5_000)),
                        3)),
                null,
                now + 60_000);
        String told = get("/api/coverage?hours=1").body();
        assertThat(told)
                .contains("\"issuer\":\"idp\\\\u202E<b>\"")
                .contains("\"holes\":[[" + (now - 89_999) + "," + (now - 60_001) + "]]")
                .contains("\"covered_until\":" + (now - 5_000))
                .contains("\"first_verdict\":" + (now + 60_000))
                .contains("\"partitions\":3");
        assertThat(told).doesNotContain(Long.toString(now - 200_000_000));
        assertThat(get("/api/coverage?hours=0").statusCode()).isEqualTo(400);
        assertThat(get("/api/coverage?days=1").statusCode()).isEqualTo(400);
    }

    private HttpRequest.Builder json() {
        return request("/api/actions").header("Content-Type", "application/json");
    }

    private HttpRequest.Builder from(String site) {
        return json().header("Sec-Fetch-Site", site);
    }

    private HttpResponse<String> act(String body) throws Exception {
        return send(from("same-origin").POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String type(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }
}

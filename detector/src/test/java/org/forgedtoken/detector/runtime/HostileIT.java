package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.forgedtoken.detector.Naughty;
import org.forgedtoken.detector.alert.VisibleText;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an attacker writes into the log, through the detector, on every page: text, and nothing but text. */
@Tag("system")
class HostileIT {
    /** Texts that may be a token's; half a character is none. */
    private static final List<String> TEXTS = Naughty.ALL.stream()
            .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text))
            .toList();

    private static final int ISSUERS = 8;

    private static final Pattern METRIC = Pattern.compile("# (HELP|TYPE) [a-zA-Z_:][\\w:]* .*"
            + "|[a-zA-Z_:][\\w:]*(\\{([a-zA-Z_]\\w*=\"([^\"\\\\]|\\\\[\\\\\"n])*\",?)*})? (NaN|[+-]Inf|[-+.\\dE]+)");

    /** What of a page is none of its own: empty where all is well. */
    private static final String FOREIGN = """
        (() => {
          const strange = [];
          if (window.__ran !== undefined) strange.push('a script ran');
          for (const one of document.querySelectorAll('*')) {
            const name = one.localName;
            if (['iframe', 'object', 'embed', 'base', 'style', 'frame', 'video', 'audio'].includes(name)) strange.push(name);
            if (name === 'script' && !one.src.startsWith(location.origin + '/assets/')) strange.push(one.outerHTML);
            if (name === 'img' && new URL(one.src).pathname !== '/assets/favicon.svg') strange.push(one.outerHTML);
            if (name === 'meta' && one.httpEquiv) strange.push(one.outerHTML);
            if (name === 'a' && !/^([/?#]|$)/.test(one.getAttribute('href') ?? '')) strange.push(one.outerHTML);
            for (const { name: attribute } of one.attributes) {
              if (/^(on|srcdoc|action|formaction)/i.test(attribute)) strange.push(one.outerHTML);
            }
          }
          return strange.join(' ');
        })()\
        """;

    private static Watched world;
    private static Chromium browser;

    @BeforeAll
    static void start(@TempDir Path folder) {
        world = new Watched("hostile", folder);
        world.cover(Feeds.ISSUER);
        TEXTS.subList(0, ISSUERS).forEach(world::cover);
        browser = Chromium.start();
        // an issuer that the feed has not carried yet is another finding
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(world.get("/api/coverage").body().split("\"covered_until\":1", -1))
                                .hasSize(ISSUERS + 2));
        for (int i = 0; i < TEXTS.size(); i++) {
            use(Feeds.ISSUER, TEXTS.get(i), "n" + i);
        }
        for (int i = 0; i < ISSUERS; i++) {
            use(TEXTS.get(i), TEXTS.get(i), "of-" + i);
        }
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(world.get("/api/alerts?rule=token-never-issued&limit=1")
                                .body()
                                .replaceFirst("(?s).*\"next\":", ""))
                        .contains("\"matched\":" + (TEXTS.size() + ISSUERS)));
    }

    private static void use(String issuer, String text, String id) {
        String said = Watched.json(text);
        String token = Watched.token(
                Map.of("alg", "\"RS256\"", "kid", said),
                Map.of(
                        "iss",
                        Watched.json(issuer),
                        "jti",
                        Watched.json(id),
                        "sub",
                        said,
                        "iat",
                        Long.toString(world.covered().getEpochSecond())));
        world.feeds.send(
                "access",
                null,
                "\"time\":\"" + world.covered() + "\",\"status\":200,\"signature_valid\":true,\"path\":" + said
                        + ",\"user_agent\":" + said + ",\"source_ip\":" + said + ",\"method\":" + said
                        + ",\"request_id\":"
                        + said + ",\"client_id\":" + said + ",\"token\":\"" + token + "\"");
    }

    @AfterAll
    static void stop() {
        try (Watched gone = world;
                Chromium closed = browser) {
            assertThat(gone).isNotNull();
            assertThat(closed).isNotNull();
        }
    }

    @Test
    void everyPageShowsItAsText() {
        open("/");
        browser.await(
                "the incidents and alerts",
                "document.querySelectorAll('.incident').length === " + (TEXTS.size() + ISSUERS) + ""
                        + " && document.querySelectorAll('.alerts tbody tr').length > 50"
                        + " && document.querySelectorAll('.band').length > " + ISSUERS);
        isItsOwn();
        browser.photograph("hostile");
        assertThat(browser.number("document.documentElement.scrollWidth")).isEqualTo(Chromium.DESK);

        List<?> alerts = (List<?>) browser.run(
                "return [...document.querySelectorAll('.alerts td.of-rule a')].map(one => one.getAttribute('href'))");
        // all of them stand in the list; every fifth one's page is looked at too
        for (int i = 0; i < alerts.size(); i += 5) {
            open((String) alerts.get(i));
            browser.await("the evidence", "document.querySelector('.evidence') && document.querySelector('pre')");
            isItsOwn();
        }
    }

    @Test
    void aTextIsShownWholeAndOnlyWhatCannotBeSeenIsWrittenOut() {
        for (int i = 0; i < TEXTS.size(); i += 5) {
            open("/?q=n" + i + "&rule=token-never-issued");
            String shown = VisibleText.of(TEXTS.get(i));
            browser.await(
                    "the row of " + shown,
                    "document.querySelector('.alerts td.of-rule a')"
                            + " && [...document.querySelectorAll('.alerts tbody tr bdi')].some(one => one.textContent"
                            + ".slice(0, 200) === arguments[0].slice(0, 200))",
                    shown);
        }
    }

    @Test
    void anIncidentsPageAndAnAnalystsWordAreTextToo() throws Exception {
        open("/");
        browser.await("the incidents", "document.querySelectorAll('.incident').length === " + (TEXTS.size() + ISSUERS));
        List<?> incidents = (List<?>) browser.run("return [...document.querySelectorAll('.incident-name')].map(one =>"
                + " one.getAttribute('href')).slice(0, 10)");
        for (Object incident : incidents) {
            open((String) incident);
            browser.await("its alerts", "document.querySelectorAll('.alerts tbody tr').length > 0");
            isItsOwn();
        }
        browser.run("""
            const uid = new URLSearchParams(location.search).get('uid');
            fetch('/api/actions', { method: 'POST', headers: { 'Content-Type': 'application/json' },
              body: JSON.stringify({ uid, action: 'acknowledge', by: arguments[0], reason: arguments[1] }) });
            """, TEXTS.get(1), TEXTS.get(3));
        browser.await(
                "the analyst's word",
                "[...document.querySelectorAll('bdi')].some(one => one.textContent === arguments[0])"
                        + " && [...document.querySelectorAll('bdi')].some(one => one.textContent === arguments[1])",
                TEXTS.get(1),
                TEXTS.get(3));
        isItsOwn();
    }

    @Test
    void theAddressIsTextToo() {
        for (String text : List.of(TEXTS.get(0), TEXTS.get(2))) {
            String asked = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
            for (String path : List.of(
                    "/?q=",
                    "/?incident=",
                    "/?rule=",
                    "/alert?uid=",
                    "/incident?uid=",
                    "/account/",
                    "/source/",
                    "/key/?name=",
                    "/?")) {
                open(path + asked);
                browser.await(
                        "an answer",
                        "!document.body.innerText.includes('Asking for alerts')"
                                + " && !/Loading the/.test(document.body.innerText)");
                isItsOwn();
            }
        }
        browser.complaints();
    }

    @Test
    void theLinksOfAnAccountLeadToItsOwnPage() {
        for (int i = 2; i < TEXTS.size(); i += 7) {
            open("/?q=n" + i + "&rule=token-never-issued");
            browser.await("its row", "document.querySelectorAll('.alerts tbody tr').length > 0");
            if (!browser.is("document.querySelector('.alerts td.of-account a')")) {
                continue;
            }
            String shown = (String) browser.run("return document.querySelector('.alerts td.of-account').innerText");
            browser.run("document.querySelector('.alerts td.of-account a').click()");
            browser.await(
                    "the page of " + shown,
                    "/^.(account)/.test(location.pathname) && document.querySelectorAll('.alerts tbody tr').length > 0"
                            + " && document.querySelectorAll('.incident').length > 0");
            isItsOwn();
        }
    }

    @Test
    void noMetricIsNamedByAStranger() throws Exception {
        String metrics = world.get("/metrics").body();
        assertThat(metrics.lines())
                .isNotEmpty()
                .allMatch(line -> METRIC.matcher(line).matches());
        assertThat(metrics).doesNotContain(Naughty.RAN, "evil.example", "cmd|", "<script");
    }

    private static void isItsOwn() {
        assertThat(browser.run("return " + FOREIGN))
                .as(browser.driver().getCurrentUrl())
                .isEqualTo("");
    }

    private static void open(String path) {
        browser.open(world.at("/").replaceAll("/$", "") + path);
    }
}

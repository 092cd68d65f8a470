package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The dashboard of a running detector, as a person sees it who has a browser and a keyboard. */
@Tag("system")
@Order(1)
class DashboardIT {
    private static final int FORGED = 12;

    private static Watched world;
    private static Chromium browser;
    private static int more;

    @BeforeAll
    static void start(@TempDir Path folder) {
        world = new Watched("dashboard", folder);
        world.cover(Feeds.ISSUER);
        world.breakCoverage();
        world.feeds.issue(Feeds.token("reused", "owner", world.covered()), world.covered());
        // what is used before its issuance is read is accused, and taken back: one alert more
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(world.metrics()).contains("detector_ledger_tokens 1.0"));
        use(Feeds.token("reused", "thief", world.covered()), false);
        for (int i = 0; i < FORGED; i++) {
            use(Feeds.token("forged-" + i, "account-" + i, world.covered()), true);
        }
        browser = Chromium.start();
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(world.get("/api/alerts?rule=token-never-issued,token-altered")
                                .body())
                        .contains("\"matched\":" + (FORGED + 1)));
    }

    private static void use(String token, boolean verified) {
        world.feeds.send(
                "access",
                null,
                "\"time\":\"" + world.covered() + "\",\"status\":200,\"signature_valid\":"
                        + (verified ? "true" : "null")
                        + ",\"source_ip\":\"203.0.113.7\",\"method\":\"GET\",\"path\":\"/members/12345/profile\""
                        + ",\"user_agent\":\"curl/8.5\",\"token\":\"" + token + "\"");
    }

    @AfterAll
    static void stop() {
        try (Watched gone = world;
                Chromium closed = browser) {
            assertThat(gone).isNotNull();
            assertThat(closed).isNotNull();
        }
    }

    @AfterEach
    void theConsoleIsQuiet() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsWhatIsCoveredOpenAndNew() {
        open("/");

        browser.await(
                "a band, covered but for a hole",
                "document.querySelectorAll('rect.covered').length === 2 &&"
                        + " document.querySelectorAll('rect.hole').length === 1 && document.querySelector('rect.now')");
        browser.await("the incident", "document.querySelectorAll('.incident').length > 0");
        browser.await("all alerts", "document.querySelectorAll('.alerts tbody tr').length >= " + FORGED);
        browser.await("plots that move", "document.querySelectorAll('.plot canvas').length === 2");
        says(
                "1 hole",
                "Verified",
                "Critical",
                "token-never-issued",
                "203.0.113.7",
                "Counted by the instance that serves this page");
        String clocks = "[...document.querySelectorAll('.countdown')].map(one => one.textContent).join()";
        for (String part : List.of("23 h ", "2 d 23 h ", "left")) {
            browser.await(part, clocks + ".includes(arguments[0])", part);
        }
        String before = (String) browser.run("return " + clocks);
        browser.await("clocks that run down", clocks + " !== arguments[0]", before);
        browser.photograph("dashboard");
        for (int width : new int[] {Chromium.DESK, Chromium.PHONE}) {
            browser.look(width, false);
            assertThat(browser.number("document.documentElement.scrollWidth")).isEqualTo(width);
        }
        browser.look(Chromium.DESK, false);
    }

    @Test
    void isReadAndDecidedByKeyboardAlone() {
        open("/");
        browser.await("the incident", "document.querySelector('.incident-name')");
        browser.press(Keys.TAB, Keys.ENTER);
        browser.await("the first key leads over the head", "location.hash === '#main'");

        browser.tabTo(".incident-name");
        browser.press(Keys.ENTER);
        browser.await(
                "the incident's page", "location.pathname === '/incident' && document.querySelector('.endpoints')");
        browser.await("its alerts", "document.querySelectorAll('.alerts tbody tr').length > 0");
        says("What to do", "How far it reaches", "First use", "Reporting deadlines", "/members/{id}/profile");
        browser.await("how it grew", "document.querySelector('.plot canvas')");
        browser.photograph("incident");

        browser.tabTo(".alerts td.of-rule a");
        browser.press(Keys.ENTER);
        browser.await("the alert's page", "location.pathname === '/alert' && document.querySelector('.evidence')");
        says("Why absence is proof", "Never issued", "curl/8.5", "T1606", "Rule: token-never-issued", "Fires when");
        browser.photograph("alert");
        String uid = (String) browser.run("return new URLSearchParams(location.search).get('uid')");

        browser.tabTo(".action-buttons button");
        browser.press(Keys.ENTER, "Kim", Keys.ENTER);
        browser.await(
                "the word that it is done", "document.querySelector('.outcome').textContent.includes('In progress')");
        browser.tabTo(".action-buttons button.main");
        browser.press(Keys.ENTER);
        browser.press("fa");
        browser.tabTo("dialog button[type=submit]");
        browser.press(Keys.ENTER);
        browser.await(
                "the word that it is done", "document.querySelector('.outcome').textContent.includes('Resolved')");

        assertThat(world.rig.written("actions"))
                .anySatisfy(is(uid, "\"action\":\"acknowledge\"", "\"by\":\"Kim\""))
                .anySatisfy(is(uid, "\"action\":\"resolve\"", "\"reason\":\"false-positive\"", "\"by\":\"Kim\""));
    }

    /** Soon, at the latest: a page is drawn part by part. */
    private static void says(String... texts) {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(browser.text()).contains(texts));
    }

    private static Consumer<String> is(String... parts) {
        return record -> assertThat(record).contains(parts);
    }

    @Test
    void leadsFromAnAlertToAllOfItsAccountSourceAndKey() {
        open("/");
        browser.await("the alerts", rows() + ".length >= " + FORGED);
        browser.run("document.querySelector('.alerts td.of-source a').click()");
        browser.await("the source's page", "location.pathname === '/source/203.0.113.7'");
        says(
                "Source 203.0.113.7",
                "Accounts of first uses: ",
                "account-3",
                "Keys: ",
                "Rules: ",
                "token-altered",
                "Over time");
        browser.await("its incident", "document.querySelectorAll('.incident').length > 0");
        browser.await("its alerts", rows() + ".length >= " + FORGED);
        browser.photograph("source");

        browser.run("[...document.querySelectorAll('.shares a')].find(one => one.textContent === 'account-3').click()");
        browser.await("the account's page", "location.pathname === '/account/account-3'");
        browser.await("its one alert", rows() + ".length === 1");
        says("Account account-3", "1 alert, ", "Sources of first uses: 1");
        browser.photograph("account");

        open("/account/" + "%2F..%2F%3Cb%3E");
        says("Account /../<b>", "No alert that is held here names this account.");
        open("/source/198.51.100.99");
        says("No token of the alerts held here was first used from this source", "No alert matches.");
    }

    @Test
    void goesThroughTheListByKeyboardAndDecidesOnSeveral() {
        open("/?account=account-9");
        browser.await("one alert", rows() + ".length === 1");
        browser.press("?");
        browser.await("the help", "document.querySelector('dialog[open]').innerText.includes('next alert')");
        browser.photograph("help");
        browser.press(Keys.ESCAPE, "j", "x");
        browser.await("it is chosen", "document.querySelector('.bulk').innerText.includes('1 alert chosen')");
        browser.press("/");
        browser.await("the search", "document.activeElement.id === 'q'");

        open("/?q=account-1");
        browser.await("three alerts", rows() + ".length === 3");
        browser.press("j", "x", "j", "j", "k", "x");
        browser.await("two are chosen", "document.querySelector('.bulk').innerText.includes('2 alerts chosen')");
        List<?> chosen = (List<?>) browser.run(
                "return [...document.querySelectorAll('.alerts td input:checked')].map(one => one.dataset.uid)");
        browser.photograph("chosen");
        browser.run(
                "[...document.querySelectorAll('.bulk button')].find(one => one.innerText === 'Acknowledge').click()");
        browser.run("document.getElementById('by').value = 'Kim';"
                + " document.querySelector('dialog form').requestSubmit()");
        browser.await("they are sent", "document.querySelector('.outcome').textContent.includes('2 decisions')");
        for (Object uid : chosen) {
            assertThat(world.rig.written("actions")).anySatisfy(is((String) uid, "\"action\":\"acknowledge\""));
        }
        browser.await("the list says so", "document.querySelectorAll('.alerts .status-in-progress').length >= 2");
        browser.press("j", Keys.ENTER);
        browser.await("the alert's page", "location.pathname === '/alert'");
    }

    @Test
    void anIncidentsDecisionMayIncludeItsAlerts() {
        open("/");
        browser.await("the incident", "document.querySelector('.incident-name')");
        browser.run("document.querySelector('.incident-name').click()");
        browser.await("its page", "document.querySelector('.action-buttons button')");
        browser.run("document.querySelector('.action-buttons button').click()");
        browser.run(
                "document.getElementById('by').value = 'Lee'; document.getElementById('reason').value = 'all of it';"
                        + " document.getElementById('alerts').checked = true;"
                        + " document.querySelector('dialog form').requestSubmit()");
        browser.await("they are sent", "document.querySelector('.outcome').textContent.includes(' decisions')");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(world.rig.written("actions").stream()
                                .filter(record -> record.contains("\"reason\":\"all of it\"")))
                        .hasSizeGreaterThan(FORGED / 2));
    }

    @Test
    void sortsNarrowsToATimeAndExportsWhatIsShown() throws Exception {
        open("/?rule=token-never-issued");
        browser.await("the alerts", rows() + ".length >= " + FORGED);
        browser.run("[...document.querySelectorAll('.sort')].find(one => one.innerText === 'Account').click()");
        browser.await(
                "by account",
                rows() + "[0].textContent.includes('account-0') && location.search.includes('sort=account')");
        browser.run("[...document.querySelectorAll('.sort')].find(one => one.innerText.startsWith('Account')).click()");
        browser.await(
                "turned round",
                "!" + rows() + "[0].textContent.includes('account-0')"
                        + " && document.querySelector('th[aria-sort=descending]').innerText.startsWith('Account')");
        String csv = exported("CSV");
        assertThat(csv.lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("\"account_id\""));
        assertThat(csv).contains("\"account-11\"").doesNotContain("thief");
        assertThat(exported("JSON Lines").lines()).hasSizeGreaterThanOrEqualTo(FORGED);

        browser.run("const within = document.getElementById('within'); within.value = '15';"
                + " within.dispatchEvent(new Event('change', { bubbles: true }))");
        browser.await(
                "all are that new", rows() + ".length >= " + FORGED + " && location.search.includes('within=15')");
        open("/?since=2020-01-01T00:00:00Z&until=2020-01-02T00:00:00Z");
        browser.await(
                "none is that old",
                "document.body.innerText.includes('No alert matches')"
                        + " && document.getElementById('since').value.startsWith('20')");
    }

    /** What the link gives that is pressed. */
    private static String exported(String name) throws Exception {
        String link = (String) browser.run(
                "const link = [...document.querySelectorAll('.exports a')].find(one => one.innerText ==="
                        + " arguments[0]); link.addEventListener('click', event => event.preventDefault()); link.click();"
                        + " return link.getAttribute('href')",
                name);
        return world.get(link).body();
    }

    @Test
    void resolvesAndReopensAnIncident() {
        open("/");
        browser.await("the incident", "document.querySelector('.incident-name')");
        String uid = (String) browser.run("document.querySelector('.incident-name').click();"
                + " return new URL(document.querySelector('.incident-name').href).searchParams.get('uid')");
        browser.await("its page", "document.querySelector('.action-buttons button.main')");
        browser.run("document.querySelector('.action-buttons button.main').click()");
        browser.await("the form", "document.querySelector('dialog[open]')");
        browser.run(
                "document.getElementById('by').value = 'Kim'; document.getElementById('reason').value = 'key retired';"
                        + " document.querySelector('dialog form').requestSubmit()");
        browser.await(
                "the word that it is done", "document.querySelector('.outcome').textContent.includes('Resolved')");
        browser.run("document.querySelector('.action-buttons button').click()");
        browser.await("the form", "document.querySelector('dialog[open]')");
        browser.run("document.getElementById('reason').value = 'it goes on'; document.querySelector('dialog"
                + " form').requestSubmit()");
        browser.await("the word that it is done", "document.querySelector('.outcome').textContent.includes('“New”')");

        assertThat(world.rig.written("actions"))
                .anySatisfy(is(uid, "\"action\":\"resolve\"", "\"reason\":\"key retired\""))
                .anySatisfy(is(uid, "\"action\":\"reopen\"", "\"reason\":\"it goes on\""));
    }

    @Test
    void findsAmongTheAlertsAndKeepsTheViewInItsAddress() {
        open("/");
        browser.await("all alerts", "document.querySelectorAll('.alerts tbody tr').length >= " + FORGED);
        browser.run("document.getElementById('q').focus()");
        browser.press("ACCOUNT-7");
        browser.await("one row", rows() + ".length === 1 && " + rows() + "[0].textContent.includes('account-7')");
        browser.await("its address", "location.search === '?q=ACCOUNT-7'");

        open("/?rule=token-altered");
        browser.await("the altered one", rows() + ".length === 1 && " + rows() + "[0].textContent.includes('thief')");
        browser.await("the choice", "document.getElementById('rule').value === 'token-altered'");

        open("/?q=nobody-has-this-name");
        browser.await("a word instead of rows", "document.body.innerText.includes('No alert matches')");
        browser.run(
                "[...document.querySelectorAll('.filters button')].find(one => one.textContent === 'Clear').click()");
        browser.await("all again", rows() + ".length >= " + FORGED + " && location.search === ''");
    }

    @Test
    void newAlertsComeByThemselvesAlsoAfterTheServerWasAway() {
        open("/");
        browser.await("the alerts", rows() + ".length >= " + FORGED);
        browser.run("window.__sameDocument = true");
        String first = forgeOneMore();
        browser.await("a new row", rows() + "[0].textContent.includes(arguments[0])", first);

        world.stop();
        browser.await(
                "the page says so",
                "document.getElementById('connection').dataset.state === 'lost'"
                        + " && document.body.innerText.includes('what is shown may be old')");
        world.start();
        browser.awaitFor(
                Duration.ofMinutes(2),
                "it is live again",
                "document.getElementById('connection-words').textContent === 'Live, ready'"
                        + " && document.getElementById('stale').hidden");
        String second = forgeOneMore();
        browser.await("a new row", rows() + "[0].textContent.includes(arguments[0])", second);
        assertThat(browser.is("window.__sameDocument")).isTrue();
        // what is not answered, or not with 200, the browser itself tells the console
        assertThat(browser.complaints()).allMatch(line -> line.contains("Failed to load resource"));
    }

    private static String forgeOneMore() {
        String account = "latecomer-" + ++more;
        use(Feeds.token("late-" + more, account, world.covered()), true);
        return account;
    }

    @Test
    void everyPageForbidsWhatIsNotItsOwn() throws Exception {
        for (String path : List.of(
                "/",
                "/alert?uid=x",
                "/incident?uid=x",
                "/account/x",
                "/api/alerts/export",
                "/assets/main.js",
                "/nothing")) {
            Map<String, List<String>> headers = world.get(path).headers().map();
            assertThat(headers.get("content-security-policy"))
                    .as(path)
                    .singleElement()
                    .asString()
                    .contains("default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'none'")
                    .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
                    .doesNotContain("unsafe", "data:", "*");
            assertThat(headers.get("x-content-type-options")).containsExactly("nosniff");
        }
        open("/");
        browser.run("""
            const inline = document.createElement('script');
            inline.append('window.__ran = true');
            try { document.body.append(inline); } catch { /* refused before it is there */ }
            """);
        assertThat(browser.is("window.__ran")).isFalse();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> browser.complaints().stream().anyMatch(line -> line.contains("TrustedScript")));
    }

    private static String rows() {
        return "document.querySelectorAll('.alerts tbody tr')";
    }

    private static void open(String path) {
        browser.open(world.at(path));
    }
}

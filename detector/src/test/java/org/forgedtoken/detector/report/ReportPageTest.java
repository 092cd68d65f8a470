package org.forgedtoken.detector.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.forgedtoken.detector.Naughty;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.evidence.Manifest;
import org.forgedtoken.detector.report.ReportBuilder.Cover;
import org.forgedtoken.detector.report.ReportBuilder.FileRead;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportPageTest {
    private static final String SUMMARY = """
        {"feeds":{"access":{"read":1000,"issued":700,"first":"2026-03-02T10:00:00Z","last":"2026-03-02T14:00:00Z"},
        "issuance":{"read":9,"coverage":{"https://login.example":{"since":"2026-03-02T09:00:00Z",
        "until":"2026-03-02T14:00:00Z","holes":[{"since":"2026-03-02T11:00:00Z","until":"2026-03-02T11:07:30Z"}]}}}},
        "accesses_by_verdict":{"issued":700,"altered":0,"never_issued":3,"undetermined":250},
        "accesses_undetermined":{"hole":200,"before-ledger":50},
        "alerts":{"token-never-issued":{"created":3}},"sums_hold":true}
        """;

    private ReportBuilder report = new ReportBuilder();

    private void take(ObjectNode... lines) {
        for (ObjectNode line : lines) {
            assertThat(report.line(Lines.bytes(line))).isTrue();
        }
    }

    private void anAttack() {
        take(
                Lines.forged("a", Lines.NOON, "alice", "192.0.2.1"),
                Lines.forged("b", Lines.NOON + 60_000, "bob", "192.0.2.1"),
                Lines.forged("c", Lines.NOON + 7_200_000, "carol", "192.0.2.2"),
                Lines.incident("i", true, 16));
    }

    @Test
    void whatHappenedStandsInFiveLines() {
        anAttack();
        assertThat(report.summary(SUMMARY.getBytes(UTF_8))).isTrue();

        assertThat(lines(report.page()))
                .containsExactly(
                        "Between 2026-03-02 12:00:00 UTC and 2026-03-02 14:00:00 UTC, 3 forged tokens were used: 3"
                                + " never issued by the issuer named.",
                        "They name 3 different accounts. Their incident counts 16 accesses from 2 sources, and 1"
                                + " account that does not exist.",
                        "3 tokens name the signing key key-1 of the issuer https://login.example. All of the tokens"
                                + " have a signature that was checked and is good: whoever made them can sign with the key"
                                + " that they name.",
                        "250 of 953 accesses that were judged (26.2 %) could not be decided: a forged token among them"
                                + " is not in this report.",
                        "What to do: Retire this signing key at its issuer. No reporting clock runs, because --aware-at"
                                + " was not given (or no use with a good signature was accepted).");
    }

    @Test
    void theFirstPageSaysWhenForWhichCaseAndByWhom() {
        anAttack();
        assertThat(facts(report.page())).containsExactly("Date 2026-03-02 14:00:01 UTC");

        report.cover(new Cover("AZ <4711>", "Kim"));
        assertThat(facts(report.page()))
                .containsExactly("Date 2026-03-02 14:00:01 UTC", "Case AZ <4711>", "Made by Kim");
        assertThat(report.page()).contains("report.html --case ", "AZ &lt;4711&gt;", " --by ");
    }

    /** Those that come before what happened. */
    private static List<String> facts(String page) {
        NodeList rows = ((Element) parsed(page).getElementsByTagName("table").item(0)).getElementsByTagName("tr");
        return IntStream.range(0, rows.getLength())
                .mapToObj(i -> rows.item(i).getTextContent().strip().replaceAll("\\s+", " "))
                .toList();
    }

    @Test
    void ofSeveralIncidentsTheGravestSaysWhatToDoFirst() {
        anAttack();
        take(Lines.incident("j", false, 8));

        assertThat(lines(report.page()))
                .anyMatch(
                        line -> line.startsWith("What to do first, about key-1: Retire this signing key at its issuer."
                                + " Each of the other open incidents says below what it asks for. No"));
    }

    @Test
    void thatNothingWasFoundIsSaidWithHowSureThatIs() {
        assertThat(report.summary(
                        SUMMARY.replace(":{\"created\":3}", ":{\"created\":0}").getBytes(UTF_8)))
                .isTrue();
        assertThat(lines(report.page()))
                .startsWith(
                        "No forged token was found among 1\u00A0000 accesses between 2026-03-02 10:00:00 UTC and"
                                + " 2026-03-02 14:00:00 UTC.",
                        "250 of 953 accesses that were judged (26.2 %) could not be decided: a forged token among them"
                                + " is not in this report.",
                        "The ledger of issued tokens is known to be complete for 1 issuer, with 1 hole in between: see"
                                + " below from when to when.",
                        "No alert of another kind stands.");
        assertThat(report.faults()).isEmpty();
    }

    @Test
    void holesAndWhatCouldNotBeDecidedAreTold() {
        report.summary(SUMMARY.getBytes(UTF_8));
        assertThat(text(report.page()))
                .contains(
                        "2026-03-02 11:00:00 UTC",
                        "2026-03-02 11:07:30 UTC",
                        "7 min 30 s",
                        "the token may have been issued in a hole of the ledger",
                        "the token may have been issued before the ledger begins");
    }

    @Test
    void withNothingAtAllItIsAPageThatSaysSo() {
        report.isMissing("summary.json", "it does not lie beside the alerts");
        Document page = parsed(report.page());
        assertThat(page.getElementsByTagName("svg").getLength()).isZero();
        assertThat(lines(report.page()))
                .startsWith("The alerts name no forged token.")
                .element(1)
                .asString()
                .contains("there is no summary.json");
        assertThat(text(report.page())).contains("summary.json: it does not lie beside the alerts.");
    }

    @Test
    void aDeadlineIsToldWhereAClockRuns() {
        ObjectNode incident = Lines.incident("i", true, 16);
        ObjectNode own = incident.withObject("/unmapped");
        own.put("aware_at", Lines.NOON);
        own.putArray("reporting").addObject().put("regime", "GDPR-33").put("deadline", Lines.NOON + 1_000);
        own.withArray("reporting")
                .addObject()
                .put("regime", "DONE")
                .put("deadline", Lines.NOON)
                .put("reported", true);
        take(Lines.forged("a", Lines.NOON, "alice", "192.0.2.1"), incident);

        assertThat(lines(report.page()))
                .element(4)
                .asString()
                .endsWith("The first reporting deadline that is not met is \"GDPR-33\", 2026-03-02 12:00:01 UTC.");
    }

    @Test
    void everyTextOfAStrangerIsText() {
        String run = "window.x=1";
        Stream<String> more = Stream.of(
                "</style><script>" + run + "</script>",
                "</svg><script>" + run + "</script>",
                "]]><x/>",
                "x".repeat(10_000),
                "\u202E".repeat(10_000),
                "\uFFFE\uFFFF\uD83F\uDFFE");
        Stream.concat(Naughty.ALL.stream(), more).forEach(text -> {
            report = new ReportBuilder();
            attack(text);
            String page = report.page();
            assertThat(page).matches("\\p{ASCII}*").hasSizeLessThan(100_000);
            isPlain(parsed(page));
            if (UTF_8.newEncoder().canEncode(text) && !text.contains("\uFFFE")) {
                assertThat(text(page)).contains(VisibleText.cut(text, 90)).doesNotContain("x".repeat(300), "\u202E");
            }
        });
    }

    private static void isPlain(Document page) {
        NodeList all = page.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element one = (Element) all.item(i);
            assertThat(one.getTagName())
                    .isNotIn("script", "img", "iframe", "a", "base", "link", "object", "image", "use");
            isPlain(one);
        }
        assertThat(page.getElementsByTagName("style").getLength()).isEqualTo(1);
    }

    private void attack(String text) {
        ObjectNode alert = Lines.forged("uid " + text, Lines.NOON, text, text);
        alert.withObject("/evidences/0/data")
                .put("issuer", text)
                .put("key_id", text)
                .put("source_text", text);
        alert.withObject("/evidences/0/http_request/url").put("path", text);
        ObjectNode rule = Lines.of(text, "rule " + text, Lines.NOON);
        ObjectNode incident = Lines.incident("of " + text, true, 9);
        ObjectNode own = incident.withObject("/unmapped");
        own.put("issuer", text)
                .put("key_id", text)
                .put("recommended_action", text)
                .put("uid", text);
        own.putObject("endpoints").put(text, 7);
        own.putArray("reporting").addObject().put("regime", text).put("deadline", Lines.NOON);
        incident.put("severity", text);
        ObjectNode campaign = Lines.incident("by " + text, false, 9);
        campaign.withObject("/unmapped").put("kind", "source-campaign").put("source", text);
        for (ObjectNode line : List.of(alert, rule, incident, campaign)) {
            report.line(Lines.bytes(line)); // half a character is no JSON: that line is not read
        }
        report.manifest(new Manifest(
                text,
                List.of(text),
                text,
                text,
                List.of(new Manifest.Input(text, text, null, null, null, null, null, 1, text, 1, text, text)),
                List.of(new Manifest.Output(text, text)),
                List.of(),
                Map.of()));
        report.wasRead(new FileRead("alerts.jsonl", "0", 1, 1, List.of(text), text));
        report.isMissing("file " + text, text);
        ObjectNode summary = Lines.JSON.createObjectNode();
        summary.withObject("/feeds/issuance/coverage").putObject(text).put("since", text);
        summary.withObject("/feeds/access").put("read", 5);
        summary.withObject("/accesses_undetermined").put(text, 5);
        summary.withObject("/accesses_by_verdict").put("undetermined", 5);
        report.summary(Lines.bytes(summary));
    }

    /** No attribute runs or loads anything, and each number of a picture is one. */
    private static void isPlain(Element element) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            String name = attributes.item(i).getNodeName();
            String value = attributes.item(i).getNodeValue();
            assertThat(name).doesNotStartWith("on").isNotIn("href", "src", "style", "xlink:href");
            if (List.of("x", "y", "width", "height").contains(name)) {
                assertThat(Double.parseDouble(value)).as(name).isFinite();
            }
            if (name.equals("width") || name.equals("height")) {
                assertThat(Double.parseDouble(value)).as(name).isNotNegative();
            }
            if (name.equals("d")) {
                assertThat(value).matches("M[MHVv0-9. -]*");
            }
        }
    }

    @Test
    void aPolicyForbidsWhatTheMarkupDoesNotHold() {
        anAttack();
        assertThat(report.page())
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\"")
                .contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; style-src"
                        + " &#39;unsafe-inline&#39;\"/>")
                .doesNotContain("url(", "@import");
    }

    @Test
    void theSameInputsGiveTheSameBytes() {
        anAttack();
        report.summary(SUMMARY.getBytes(UTF_8));
        ReportBuilder again = new ReportBuilder();
        again.summary(SUMMARY.getBytes(UTF_8));
        for (ObjectNode line : List.of(
                Lines.incident("i", true, 16),
                Lines.forged("c", Lines.NOON + 7_200_000, "carol", "192.0.2.2"),
                Lines.forged("b", Lines.NOON + 60_000, "bob", "192.0.2.1"),
                Lines.forged("a", Lines.NOON, "alice", "192.0.2.1"))) {
            again.line(Lines.bytes(line));
        }
        assertThat(again.page()).isEqualTo(report.page());
    }

    @Test
    void everyPictureIsThereAndHasAName() {
        anAttack();
        report.summary(SUMMARY.getBytes(UTF_8));
        NodeList pictures = parsed(report.page()).getElementsByTagName("figure");
        assertThat(pictures.getLength()).isEqualTo(7);
        for (int i = 0; i < pictures.getLength(); i++) {
            Element picture = (Element)
                    ((Element) pictures.item(i)).getElementsByTagName("svg").item(0);
            assertThat(picture.getAttribute("aria-label")).isNotEmpty();
            assertThat(picture.getElementsByTagName("text").getLength()).isPositive();
        }
    }

    @Test
    void whatDoesNotFitTogetherIsSaid() {
        take(Lines.forged("a", Lines.NOON, "alice", "192.0.2.1"));
        report.summary(
                SUMMARY.replace("\"sums_hold\":true", "\"sums_hold\":false").getBytes(UTF_8));
        report.manifest(new Manifest(
                "1",
                List.of(),
                "",
                "",
                List.of(),
                List.of(new Manifest.Output("alerts.jsonl", "aa")),
                List.of(),
                Map.of()));
        report.wasRead(new FileRead("alerts.jsonl", "bb", 4, 3, List.of("alerts.jsonl:2"), "behind line 4: broken"));

        assertThat(report.faults())
                .containsExactly(
                        "3 of 4 lines in alerts.jsonl could not be read and are not in this report, first"
                                + " alerts.jsonl:2.",
                        "alerts.jsonl is damaged behind line 4: broken; what lies behind is not in this report.",
                        "alerts.jsonl is not the file that the replay wrote: its SHA-256 is bb, and manifest.json says"
                                + " aa.",
                        "Alerts of token-never-issued: 3 in summary.json, 1 in the lines that were read; they are not"
                                + " of the same run, or some are missing.",
                        "The outcomes in summary.json do not add up to the records read.");
        assertThat(text(report.page())).contains("This report is not whole").contains(report.faults());
    }

    @Test
    void aValueThatIsCutShowsThatItIs() {
        assertThat(Words.cut("x".repeat(10_000), 5)).isEqualTo("xxxxx\u2026");
        assertThat(Words.cut("xxxxx", 5)).isEqualTo("xxxxx");
        assertThat(Words.cut("xxxx\u202E", 5)).isEqualTo("xxxx\u2026");
        assertThat(VisibleText.cut("xxxx\u202E", 10)).isEqualTo("xxxx\\u202E");
    }

    private static List<String> lines(String page) {
        NodeList lists = parsed(page).getElementsByTagName("ol");
        NodeList items = ((Element) lists.item(0)).getElementsByTagName("li");
        assertThat(items.getLength()).isEqualTo(5);
        return IntStream.range(0, items.getLength())
                .mapToObj(i -> items.item(i).getTextContent())
                .toList();
    }

    private static String text(String page) {
        return parsed(page).getDocumentElement().getTextContent();
    }

    private static Document parsed(String page) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(page)));
        } catch (Exception e) {
            throw new AssertionError("The page is not well-formed XML: " + e.getMessage(), e);
        }
    }
}

package org.forgedtoken.detector.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.forgedtoken.detector.helm.HelmFiles.Expression;
import org.junit.jupiter.api.Test;

/** What Prometheus is told to page on. */
class RulesTest {
    private static final Path RUNBOOK = Path.of("..", "topology-docs", "guides", "runbook.md");
    private static final String RUNBOOK_URL = "topology-docs/guides/runbook.md#";
    private static final Pattern HEADING = Pattern.compile("(?m)^## (\\w+)$");
    private static final Pattern LABEL = Pattern.compile("\\$labels\\.(\\w+)");

    private final KnownMetrics known = new KnownMetrics();

    @Test
    void everyMetricLabelAndValueIsInACatalogue() {
        assertThat(HelmFiles.ofRules()).hasSizeGreaterThan(30);
        for (Expression rule : HelmFiles.ofRules()) {
            assertThat(known.unknown(rule.text())).as(rule.place()).isEmpty();
        }
    }

    @Test
    void aWrongNameLabelOrValueIsSeen() {
        assertThat(known.unknown("sum by (feed) (rate(detector_record_total{feed=\"access\"}[5m]))"))
                .contains("no metric detector_record_total");
        assertThat(known.unknown("detector_records_total{topic=\"access\"}"))
                .containsExactly("detector_records_total has no label topic");
        assertThat(known.unknown("detector_records_total{feed=~\"access|keyz\"} offset 5m"))
                .containsExactly("feed is never keyz");
        assertThat(known.unknown("sum by (job, rule) (detector_records_total) > 0"))
                .containsExactly("nothing has a label rule");
        assertThat(known.unknown("histogram_quantile(0.9, sum by (le) (rate(detector_decision_seconds_bucket[5m])))"))
                .isEmpty();
    }

    @Test
    void eachAlertSaysHowUrgentItIsWhatItMeansAndWhereItsRunbookIs() {
        for (JsonNode alert : HelmFiles.alerts()) {
            String name = alert.get("alert").asText();
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("critical", "warning");
            assertThat(alert.at("/annotations/summary").asText()).as(name).isNotBlank();
            assertThat(alert.at("/annotations/description").asText()).as(name).isNotBlank();
            assertThat(alert.at("/annotations/runbook_url").asText())
                    .as(name)
                    .isEqualTo(RUNBOOK_URL + name.toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void annotationsNameLabelsThatTheAlertHas() {
        for (JsonNode alert : HelmFiles.alerts()) {
            Set<String> shown = known.shown(alert.get("expr").asText());
            Matcher named = LABEL.matcher(alert.get("annotations").toString());
            while (named.find()) {
                assertThat(shown).as(alert.get("alert").asText()).contains(named.group(1));
            }
        }
    }

    @Test
    void eachAlertHasAParagraphInTheRunbookAndEachParagraphAnAlert() throws IOException {
        String runbook = Files.readString(RUNBOOK);
        List<String> paragraphs = HEADING.matcher(runbook)
                .results()
                .map(heading -> heading.group(1))
                .toList();

        assertThat(paragraphs)
                .containsExactlyInAnyOrderElementsOf(HelmFiles.alerts().stream()
                        .map(alert -> alert.get("alert").asText())
                        .toList());
        for (String paragraph : runbook.split("(?m)^## ")) {
            if (HEADING.matcher("## " + paragraph).find()) {
                assertThat(paragraph).contains("* **Means:** ", "* **Look at:** ", "* **Do:** ", "* **Stops:** ");
            }
        }
    }

    /** Those that promtool plays: a rule that no test lets fire could be one that never does. */
    @Test
    void everyAlertIsPlayedInATest() throws IOException {
        StringBuilder tests = new StringBuilder();
        for (Path test : promtoolTests()) {
            tests.append(Files.readString(test));
        }
        Set<String> played = new TreeSet<>();
        Matcher fires = Pattern.compile("alertname(?:=\"|: )(\\w+)").matcher(tests);
        while (fires.find()) {
            played.add(fires.group(1));
        }
        assertThat(played)
                .containsAll(HelmFiles.alerts().stream()
                        .map(alert -> alert.get("alert").asText())
                        .toList());
    }

    @Test
    void namesOccurOnce() {
        Map<String, Long> times =
                HelmFiles.ofRules().stream().collect(Collectors.groupingBy(Expression::place, Collectors.counting()));

        assertThat(times.values()).containsOnly(1L);
    }

    static List<Path> promtoolTests() throws IOException {
        try (var files = Files.list(HelmFiles.RULES.resolve("tests"))) {
            return files.sorted().toList();
        }
    }
}

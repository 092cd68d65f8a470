package org.forgedtoken.detector.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.forgedtoken.detector.helm.HelmFiles.Expression;
import org.junit.jupiter.api.Test;

/** What Grafana is given to show. */
class DashboardsTest {
    private static final int COLUMNS = 24;
    /** As Grafana calls them: an unknown one is shown as a word behind the number. */
    private static final List<String> UNITS = List.of("short", "cps", "percentunit", "s", "ms", "bytes");

    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

    private final Map<String, JsonNode> dashboards = HelmFiles.dashboards();

    @Test
    void areNumberedInTheOrderInWhichToReadThem() {
        assertThat(dashboards.keySet())
                .containsExactly(
                        "10-is-it-working.json",
                        "20-what-it-found.json",
                        "30-traffic-and-verdicts.json",
                        "40-coverage.json",
                        "50-kafka-streams.json");
        dashboards.forEach((file, dashboard) -> {
            int number = Integer.parseInt(file.substring(0, 2));
            assertThat(dashboard.get("uid").asText()).isEqualTo("forged-token-" + number);
            assertThat(dashboard.get("title").asText()).startsWith("Forged tokens " + number / 10 + ": ");
            assertThat(dashboard.get("description").asText()).isNotBlank();
            // Grafana numbers a dashboard itself; one that comes with a number may overwrite another.
            assertThat(dashboard.get("id").isNull()).isTrue();
            assertThat(dashboard.get("schemaVersion").asInt()).isEqualTo(41);
        });
    }

    @Test
    void everyMetricLabelAndValueIsInACatalogue() {
        KnownMetrics known = new KnownMetrics();
        assertThat(HelmFiles.ofDashboards()).hasSizeGreaterThan(50);
        for (Expression panel : HelmFiles.ofDashboards()) {
            assertThat(known.unknown(panel.text())).as(panel.place()).isEmpty();
        }
    }

    /** The catalogue of Kafka's meters is what is used of them, no more. */
    @Test
    void everyListedMeterOfKafkaIsUsed() {
        List<String> used = new ArrayList<>();
        HelmFiles.ofDashboards().forEach(panel -> used.add(panel.text()));
        HelmFiles.ofRules().forEach(rule -> used.add(rule.text()));

        for (String meter : KnownMetrics.ofKafka()) {
            assertThat(used).as(meter).anyMatch(text -> text.contains(meter + "{") || text.contains(meter + "["));
        }
    }

    @Test
    void everyPanelSaysWhatItShowsInWhichUnitAndFromWhere() {
        dashboards.forEach((file, dashboard) -> HelmFiles.panels(dashboard).forEach(panel -> {
            String place = file + ": " + panel.get("title").asText();
            assertThat(panel.get("title").asText()).as(place).isNotBlank();
            assertThat(panel.get("description").asText()).as(place).isNotBlank();
            assertThat(panel.at("/datasource/uid").asText()).as(place).isEqualTo("${datasource}");
            assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                    .as(place)
                    .isIn(UNITS);
            JsonNode steps = panel.at("/fieldConfig/defaults/thresholds/steps");
            assertThat(steps).as(place).isNotEmpty();
            assertThat(steps.get(0).get("value").isNull()).as(place).isTrue();
            assertThat(panel.get("targets")).as(place).isNotEmpty();
            // All that it asks for is of the chosen jobs.
            panel.get("targets")
                    .forEach(target -> assertThat(unchosen(target)).as(place).isEmpty());
        }));
    }

    private static List<String> unchosen(JsonNode target) {
        PromQl promQl = PromQl.of(
                target.get("expr").asText().replace("$__rate_interval", "5m").replace("$__range", "5m"));
        return promQl.selectors().stream()
                // Joined on the job.
                .filter(selector -> !selector.metric().equals("detector_step_input"))
                .filter(selector -> selector.matchers().stream()
                        .noneMatch(match ->
                                match.label().equals("job") && match.value().equals("$job")))
                .map(PromQl.Selector::metric)
                .toList();
    }

    @Test
    void legendsNameLabelsThatThereAre() {
        KnownMetrics known = new KnownMetrics();
        dashboards.forEach((file, dashboard) -> HelmFiles.panels(dashboard)
                .forEach(panel -> panel.get("targets").forEach(target -> {
                    String text = target.get("expr").asText().replace("$__rate_interval", "5m");
                    Set<String> shown = known.shown(text.replace("$__range", "5m"));
                    Matcher label = LEGEND.matcher(target.get("legendFormat").asText());
                    while (label.find()) {
                        assertThat(shown)
                                .as(file + ": " + panel.get("title").asText())
                                .contains(label.group(1));
                    }
                })));
    }

    @Test
    void panelsLieBesideEachOther() {
        dashboards.forEach((file, dashboard) -> {
            Map<String, String> taken = new TreeMap<>();
            Map<Integer, String> ids = new TreeMap<>();
            for (JsonNode panel : dashboard.get("panels")) {
                String title = file + ": " + panel.get("title").asText();
                assertThat(ids.put(panel.get("id").asInt(), title)).as(title).isNull();
                JsonNode place = panel.get("gridPos");
                int right = place.get("x").asInt() + place.get("w").asInt();
                assertThat(right).as(title).isLessThanOrEqualTo(COLUMNS);
                for (int x = place.get("x").asInt(); x < right; x++) {
                    for (int y = place.get("y").asInt();
                            y < place.get("y").asInt() + place.get("h").asInt();
                            y++) {
                        assertThat(taken.put(x + "," + y, title)).as(title).isNull();
                    }
                }
            }
        });
    }
}

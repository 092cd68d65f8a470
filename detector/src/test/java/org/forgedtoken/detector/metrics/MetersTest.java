package org.forgedtoken.detector.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.forgedtoken.detector.topology.MeterLabels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetersTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T10:00:00Z"));
    private final Meters meters = new Meters(MeterLabels.all(List.of("GDPR-33")), now::get);

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void allExistAtZeroFromTheStart() {
        assertThat(values())
                .contains(
                        "detector_records_total{feed=\"access\",outcome=\"issued\"} 0.0",
                        "detector_records_total{feed=\"issuance\",outcome=\"heartbeat\"} 0.0",
                        "detector_verdicts_total{verdict=\"NEVER_ISSUED\"} 0.0",
                        "detector_alerts_total{activity=\"create\",rule=\"token-never-issued\",severity=\"critical\"}"
                                + " 0.0",
                        "detector_alerts_withdrawn_total{rule=\"token-altered\"} 0.0",
                        "detector_dead_letters_total{feed=\"access\",reason=\"not-json\"} 0.0",
                        "detector_incidents_total{activity=\"create\",kind=\"key-compromise\"} 0.0",
                        "detector_open_incidents{kind=\"key-compromise\"} 0.0",
                        "detector_incident_deadline_timestamp_seconds{regime=\"GDPR-33\"} 0.0",
                        "detector_pending_tokens 0.0",
                        "detector_undetermined_tokens{reason=\"before-ledger\"} 0.0",
                        "detector_ledger_tokens 0.0",
                        "detector_coverage_lag_seconds 0.0",
                        "detector_issuance_delay_seconds_bucket{le=\"120.0\"} 0",
                        "detector_issuance_delay_seconds_bucket{le=\"+Inf\"} 0",
                        "detector_issuance_delay_seconds_sum 0.0",
                        "detector_detection_latency_seconds_count 0");
    }

    @Test
    void ofKafkasMetersThoseOfTheRulesAreShownUnlessAllAre() {
        try (Meters all = new Meters(MeterLabels.all(List.of()), now::get, true)) {
            for (Meters one : List.of(meters, all)) {
                one.registry().gauge("kafka.consumer.fetch.manager.records.lag", 1);
                one.registry().counter("kafka.consumer.fetch.manager.records.consumed.total");
                one.registry().gauge("kafka.consumer.fetch.manager.fetch.size.avg", 1);
            }
            assertThat(meters.scrape())
                    .contains("kafka_consumer_fetch_manager_records_lag", "records_consumed_total")
                    .doesNotContain("kafka_consumer_fetch_manager_fetch_size_avg");
            assertThat(all.scrape())
                    .contains(
                            "kafka_consumer_fetch_manager_records_lag", "kafka_consumer_fetch_manager_fetch_size_avg");
        }
    }

    /** Dashboards and alert rules of users are built on these: neither a name nor a label may change. */
    @Test
    void namesAndLabelsStayAsTheyWerePromised() {
        assertThat(Arrays.stream(Meter.values()).map(meter -> meter.id() + meter.labels()))
                .contains(
                        "detector_records_total[feed, outcome]",
                        "detector_verdicts_total[verdict]",
                        "detector_alerts_total[rule, severity, activity]",
                        "detector_alerts_withdrawn_total[rule]",
                        "detector_incidents_total[kind, activity]",
                        "detector_open_incidents[kind]",
                        "detector_incident_deadline_timestamp_seconds[regime]",
                        "detector_dead_letters_total[feed, reason]",
                        "detector_pending_tokens[]",
                        "detector_undetermined_tokens[reason]",
                        "detector_ledger_tokens[]",
                        "detector_coverage_lag_seconds[]",
                        "detector_issuance_delay_seconds[]",
                        "detector_detection_latency_seconds[]",
                        "detector_decision_seconds[]",
                        "detector_canary_last_success_timestamp_seconds[]");
    }

    /** An alert rule can only ask for a share below a bucket's end: the goals must be ends. */
    @Test
    void theGoalsAreEndsOfBuckets() {
        assertThat(Meter.DETECTION_LATENCY.entry().buckets())
                .contains(Duration.ofMillis(500))
                .isSorted();
        assertThat(Meter.DECISION.entry().buckets())
                .contains(Duration.ofMillis(5))
                .isSorted();
        assertThat(Meter.ISSUANCE_DELAY.entry().buckets())
                .contains(Duration.ofMinutes(2))
                .isSorted();
        assertThat(values())
                .contains(
                        "detector_detection_latency_seconds_bucket{le=\"0.5\"} 0",
                        "detector_decision_seconds_bucket{le=\"0.005\"} 0");
    }

    @Test
    void saysWhichStepTakesATopic() {
        meters.step("3", "JUDGE", "app-token-events-repartition");

        assertThat(values())
                .contains("detector_step_input{step=\"JUDGE\",subtopology=\"3\",topic=\"app-token-events-repartition\"}"
                        + " 1.0");
    }

    @Test
    void saysWhetherItDoesItsWork() {
        assertThat(values()).contains("detector_ready 0.0");
        meters.set(Meter.READY, 1);
        meters.set(Meter.READY, 1);
        assertThat(values()).contains("detector_ready 1.0");
        meters.set(Meter.READY, 0);
        assertThat(values()).contains("detector_ready 0.0");
    }

    @Test
    void everyMeterOfTheCatalogueIsScrapedUnderItsName() {
        meters.step("3", "JUDGE", "app-token-events-repartition");
        String scrape = meters.scrape();

        for (Meter meter : Meter.values()) {
            assertThat(scrape)
                    .contains("# HELP " + meter.id() + " " + meter.entry().sentence());
        }
    }

    @Test
    void countsWhatItIsTold() {
        meters.count(Meter.RECORDS, "access", "issued");
        meters.count(Meter.VERDICTS, "ISSUED");
        meters.count(Meter.ALERTS, "token-never-issued", "high", "create");
        meters.count(Meter.ALERTS_WITHDRAWN, "token-never-issued");
        meters.count(Meter.DEAD_LETTERS, "access", "not-json");
        meters.level(Meter.PENDING_TOKENS).add(3);
        meters.level(Meter.PENDING_TOKENS).decrement();
        meters.level(Meter.UNDETERMINED_TOKENS, "waiting").increment();
        meters.level(Meter.LEDGER_TOKENS).add(7);
        meters.time(Meter.ISSUANCE_DELAY, Duration.ofSeconds(90));
        meters.time(Meter.ISSUANCE_DELAY, Duration.ofSeconds(-1));
        meters.time(Meter.DETECTION_LATENCY, Duration.ofMillis(30));

        assertThat(values())
                .contains(
                        "detector_records_total{feed=\"access\",outcome=\"issued\"} 1.0",
                        "detector_verdicts_total{verdict=\"ISSUED\"} 1.0",
                        "detector_alerts_total{activity=\"create\",rule=\"token-never-issued\",severity=\"high\"} 1.0",
                        "detector_alerts_withdrawn_total{rule=\"token-never-issued\"} 1.0",
                        "detector_dead_letters_total{feed=\"access\",reason=\"not-json\"} 1.0",
                        "detector_pending_tokens 2.0",
                        "detector_undetermined_tokens{reason=\"waiting\"} 1.0",
                        "detector_ledger_tokens 7.0",
                        "detector_issuance_delay_seconds_bucket{le=\"60.0\"} 1",
                        "detector_issuance_delay_seconds_bucket{le=\"120.0\"} 2",
                        "detector_issuance_delay_seconds_sum 90.0",
                        "detector_detection_latency_seconds_bucket{le=\"0.025\"} 0",
                        "detector_detection_latency_seconds_bucket{le=\"0.05\"} 1");
    }

    @Test
    void coverageLagRunsFromTheStartUntilThereIsCoverage() {
        at("2026-01-01T10:00:30Z");
        assertThat(values()).contains("detector_coverage_lag_seconds 30.0");

        assertThat(meters.coverageLag()
                        .reached("0", Instant.parse("2026-01-01T10:00:28Z").toEpochMilli()))
                .as("the first that is heard of it")
                .isTrue();
        assertThat(values()).contains("detector_coverage_lag_seconds 2.0");

        assertThat(meters.coverageLag()
                        .reached("1", Instant.parse("2026-01-01T10:00:20Z").toEpochMilli()))
                .isFalse();
        assertThat(values()).contains("detector_coverage_lag_seconds 10.0");

        meters.coverageLag().forget("1");
        at("2026-01-01T10:01:00Z");
        assertThat(values()).contains("detector_coverage_lag_seconds 32.0");
    }

    @Test
    void noLabelTakesAValueThatWasNotNamed() {
        assertThatThrownBy(() -> meters.count(Meter.RECORDS, "access", "<attacker>"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> meters.count(Meter.VERDICTS, "MAYBE")).isInstanceOf(IllegalArgumentException.class);

        assertThat(meters.scrape()).doesNotContain("<attacker>", "MAYBE");
    }

    private void at(String time) {
        now.set(Instant.parse(time));
    }

    private Stream<String> values() {
        return meters.scrape().lines();
    }
}

package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.forgedtoken.detector.reading.SharedData;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day of two gateways' real people, without an attack, where such logs lie beside a checkout: no tokens and no issuance
 * feed, rates alone. Each alert is a false one; decision 20 says of the one that a single gateway once had why it came.
 */
class GatewayDayTest {
    @TempDir
    Path folder;

    @Test
    void ofNearlyFiveHundredDaysOfRealPeopleAtMostOneIsCalledAnomalous() throws IOException {
        Optional<Path> found = SharedData.folder("gateway-day");
        if (found.isEmpty()) {
            System.out.println("shared data gateway-day is not here: the rates of real people are not tried");
            return;
        }
        Settings settings = Settings.read(new Sources(Optional.empty(), Map.of(), Map.of("access.format", "combined")));
        List<String> both = List.of(found.orElseThrow() + "/*.log.gz");

        Replayed replayed = Replayed.of(both, settings, folder);

        assertThat(replayed.count("access", "anonymous")).isGreaterThan(57_000);
        List<String> alerts = replayed.lines("alerts.jsonl").stream()
                .filter(alert -> alert.get("activity_id").intValue() == 1)
                .map(alert -> alert.at("/finding_info/analytic/uid").textValue()
                        + ' '
                        + alert.get("message").textValue())
                .toList();
        System.out.println("gateway-day: " + replayed.count("access", "read") + " accesses, alerts " + alerts);
        assertThat(alerts).hasSizeLessThanOrEqualTo(1);
    }
}

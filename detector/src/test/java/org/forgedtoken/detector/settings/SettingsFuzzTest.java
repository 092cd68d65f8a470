package org.forgedtoken.detector.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.forgedtoken.detector.settings.Settings.Sources;

/** Whatever is set, the start goes on with it or names every fault. */
class SettingsFuzzTest {
    private static final List<String> KEYS =
            Catalogue.all().stream().map(Setting::key).toList();

    /** A line each: as it is, and as the value of the setting that its first character picks. */
    @FuzzTest
    void settings(byte[] data) {
        Map<String, String> set = new TreeMap<>();
        for (String line : new String(data, StandardCharsets.UTF_8).split("\n", 50)) {
            int equals = Math.max(0, line.indexOf('='));
            set.put(line.substring(0, equals), line.substring(equals));
            if (!line.isEmpty()) {
                set.put(KEYS.get(line.charAt(0) % KEYS.size()), line.substring(1));
            }
        }
        try {
            assertThat(Settings.read(new Sources(Optional.empty(), Map.of(), set))
                            .effective())
                    .isNotEmpty();
        } catch (WrongSettings e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}

package org.forgedtoken.detector.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page on threats calls defended is defended by a test that there is. */
class ThreatsPageTest {
    private static final Path PAGE = Path.of("..", "topology-docs", "guides", "threats.md");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");

    @Test
    void everyTestThatItNamesIsThere() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.put(String.valueOf(file.getFileName()).replace(".java", ""), Files.readString(file));
            }
        }
        List<String> missing = new ArrayList<>();
        int named = 0;
        Matcher test = TEST.matcher(Files.readString(PAGE));
        while (test.find()) {
            named++;
            String source = sources.getOrDefault(test.group(1), "");
            if (source.isEmpty() || (test.group(2) != null && !source.contains("void " + test.group(2) + "("))) {
                missing.add(test.group());
            }
        }

        assertThat(named).isGreaterThan(40);
        assertThat(missing).isEmpty();
    }
}

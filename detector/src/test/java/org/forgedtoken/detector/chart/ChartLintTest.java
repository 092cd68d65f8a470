package org.forgedtoken.detector.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartLintTest {

    @Test
    void lintWarnsOfNothing() {
        LintResult lint = Chart.OURS.asked(helm -> helm.lint().strict().call());
        assertThat(lint.getMessages()).noneMatch(message -> message.matches("(?s).*\\[(WARNING|ERROR)].*"));
        assertThat(lint.isFailed()).isFalse();
    }

    /** What it says of a chart that is wrong: else its silence above would say nothing. */
    @Test
    void lintSeesATemplateThatDoesNotParse(@TempDir Path copy) throws IOException {
        Chart broken = Chart.OURS.with(copy, "templates/broken.yaml", "kind: {{ .Values.nothing");
        assertThat(broken.asked(helm -> helm.lint().strict().call()).isFailed()).isTrue();
    }

    @Test
    void theChartIsOfTheProgramsVersion() throws IOException {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        String version =
                pom.replaceAll("(?s).*?<artifactId>forged-token-detector</artifactId>\\s*<version>([^<]+)<.*", "$1");
        assertThat(version.replace("-SNAPSHOT", ""))
                .isEqualTo(Chart.OURS.file("Chart.yaml").path("appVersion").asText());
    }
}

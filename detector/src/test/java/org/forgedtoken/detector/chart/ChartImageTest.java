package org.forgedtoken.detector.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.forgedtoken.detector.Detector;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** The image of the profile {@code image} is the one that the chart starts. */
class ChartImageTest {
    private static final String JIB =
            "/project/profiles/profile[id='image']/build/plugins/plugin[artifactId='jib-maven-plugin']/configuration";

    @Test
    void theImageIsWhatTheChartStarts() throws Exception {
        Manifests manifests = Chart.OURS.render("{}");
        JsonNode pod = manifests.pod().at("/spec/securityContext");
        assertThat(pom(JIB + "/container/user"))
                .isEqualTo(pod.path("runAsUser").asText()
                        + ':'
                        + pod.path("runAsGroup").asText());
        assertThat(pom(JIB + "/container/ports/port"))
                .isEqualTo(manifests.container().at("/ports/0/containerPort").asText());
        String state = pom(JIB + "/container/volumes/volume");
        assertThat(manifests.container().at("/volumeMounts/0/mountPath").asText())
                .isEqualTo(state);
        assertThat(manifests.properties()).contains("kafka.state.dir=" + state + "\n");
        assertThat(pom(JIB + "/container/environment/DETECTOR_KAFKA_STATE_DIR")).isEqualTo(state);
        assertThat(pom(JIB + "/container/args/arg"))
                .isEqualTo(manifests.container().at("/args/0").asText());
        assertThat(pom(JIB + "/container/mainClass")).isEqualTo(Detector.class.getName());
    }

    /** Whatever the program compiles against of the broker alone, the demo's, stays out. */
    @Test
    void theImageHasNoBroker() throws Exception {
        for (String one : List.of(
                "kafka_2.13",
                "kafka-server",
                "kafka-server-common",
                "kafka-metadata",
                "kafka-raft",
                "kafka-group-coordinator")) {
            assertThat(pom("/project/profiles/profile[id='image']/dependencies/dependency[artifactId='" + one
                            + "']/scope"))
                    .isEqualTo("provided");
        }
    }

    /** A flag of the command line would win over the chart's, which stand in the environment. */
    @Test
    void theHeapsShareIsLeftToTheChart() throws Exception {
        assertThat(pom(JIB + "/container/jvmFlags")).doesNotContain("RAM", "Xm");
        assertThat(pom(JIB + "/container/environment/JAVA_TOOL_OPTIONS"))
                .startsWith("-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError -XX:+UseParallelGC -XX:GCTimeRatio=19")
                .doesNotContain("Xm");
        assertThat(Chart.OURS.render(ChartMatrix.EVERYTHING).container().toString())
                .contains("-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError -XX:+UseZGC");
    }

    @Test
    void anImageIsNamedByItsDigestWhereThatIsGiven() {
        assertThat(Chart.OURS.render("{}").container().path("image").asText()).isEqualTo("forged-token-detector:0.1.0");
        assertThat(Chart.OURS
                        .render(ChartMatrix.EVERYTHING)
                        .container()
                        .path("image")
                        .asText())
                .isEqualTo("shop/detector@sha256:" + "ab".repeat(32));
    }

    private static String pom(String place) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
        XPath path = XPathFactory.newInstance().newXPath();
        String text = path.evaluate(place, pom).strip();
        assertThat(text).as(place).isNotEmpty();
        return text;
    }
}

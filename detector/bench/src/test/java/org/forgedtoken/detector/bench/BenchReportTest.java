package org.forgedtoken.detector.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What is made of measured figures. */
class BenchReportTest {

    @Test
    void theMedianIsTheMiddleOrHalfwayBetweenTheTwoThere() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(1, 2, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Spread(1, 2.5, 4));
    }

    @Test
    void aRatioIsOfMediansAndReadsAsItIsAskedFor() {
        Map<String, Spread> measured =
                Map.of("detector-keyed", new Spread(1, 78, 900), "streams-noop", new Spread(99, 100, 101));
        assertThat(Ratio.of(measured, List.of("detector-keyed/streams-noop", "detector-keyed/naive-join")))
                .extracting(Ratio::toString)
                .containsExactly("ratio detector-keyed/streams-noop 0.78");
    }

    @Test
    void anAnswerCountsWhatIsFoundMissedAndFalse() {
        Answer answer = Answer.of(Set.of("a", "b", "x"), Set.of("a", "b", "c"));
        assertThat(answer).isEqualTo(new Answer(2, 1, 1, "x"));
        assertThat(answer.isRight()).isFalse();
        assertThat(Answer.of(Set.of("a"), Set.of("a")).isRight()).isTrue();
    }

    @Test
    void thePlotIsWellFormedAndHasABarForEach() throws Exception {
        Map<String, Spread> bars = new LinkedHashMap<>();
        bars.put("streams-noop", new Spread(801.5, 830, 1_080));
        bars.put("detector <keyed> & all", new Spread(0, 0.5, 700));
        String svg = new BarPlot("Throughput & more", "thousand records a second", bars).svg();
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getElementsByTagName("path").getLength()).isEqualTo(2);
        assertThat(document.getDocumentElement().getTextContent()).contains("detector <keyed> & all", "1200", "830");
    }

    @Test
    void aTokenCanBeDecidedOnceEachPartitionHasCarriedItsNeededTime() {
        DecidableTimes times = new DecidableTimes(2);
        times.carried(0, 1_000, 1_003);
        times.carried(0, 2_000, 2_004);
        times.carried(1, 1_500, 1_600);
        assertThat(times.of(900)).isEqualTo(1_600);
        assertThat(times.of(1_500)).isEqualTo(2_004);
        assertThat(times.of(1_501)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anyAlertThatStandsIsPartOfTheAnswer() throws Exception {
        String alert = "{\"class_uid\":2004,\"activity_id\":%d,\"finding_info\":{\"uid\":\"%s\",\"analytic\":{\"uid\":"
                + "\"%s\"}},\"evidences\":[{\"data\":{\"token_id\":\"%s\"}}],\"message\":\"m\"}";
        List<byte[]> written = List.of(
                alert.formatted(1, "1", "token-never-issued", "a").getBytes(UTF_8),
                alert.formatted(1, "2", "token-never-issued", "b").getBytes(UTF_8),
                alert.formatted(3, "2", "token-never-issued", "b").getBytes(UTF_8),
                alert.formatted(1, "3", "token-altered", "a").getBytes(UTF_8),
                "{\"class_uid\":2005}".getBytes(UTF_8));
        assertThat(Answer.ofAlerts(written, Set.of("a", "b"))).isEqualTo(new Answer(1, 1, 1, "token-altered m"));
    }
}

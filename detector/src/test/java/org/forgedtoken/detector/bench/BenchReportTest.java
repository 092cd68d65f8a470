package org.forgedtoken.detector.bench;

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
}

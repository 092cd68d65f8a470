package org.forgedtoken.detector.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import picocli.CommandLine;

/** What is asked of {@code bench growth}, and what it makes of the figures. */
class GrowthBenchTest {
    private final GrowthFigures growth = new GrowthFigures(
            List.of(500_000, 5_000_000),
            Map.of(
                    "streams-noop at 500000", new Spread(390, 400, 410),
                    "detector-keyed at 500000", new Spread(190, 200, 210),
                    "streams-noop at 5000000", new Spread(390, 400, 410),
                    "detector-keyed at 5000000", new Spread(90, 100, 110)),
            Map.of(
                    "streams-noop at 500000", 300.0,
                    "detector-keyed at 500000", 700.0,
                    "streams-noop at 5000000", 300.0,
                    "detector-keyed at 5000000", 1_100.0));

    @Test
    void measuresHalfAMillionToFiveMillionTokensIfNotToldOtherwise() {
        assertThat(sizes()).containsExactly(500_000, 1_000_000, 2_000_000, 5_000_000);
    }

    @Test
    void measuresEachSizeOnceFromTheLeastToTheMost() {
        assertThat(sizes("--tokens", "3000,1000,3000", "--tokens=2000")).containsExactly(1_000, 2_000, 3_000);
    }

    @Test
    void feedsOfAllSizesHaveTheSameAccesses() {
        GrowthOptions options = CommandLine.populateCommand(new GrowthOptions(), "--accesses=7000", "--tokens=100,900");
        assertThat(options.sizes().stream().map(options::plan))
                .allSatisfy(plan -> assertThat(plan.accesses()).isEqualTo(7_000))
                .extracting(FeedPlan::tokens)
                .containsExactly(100, 900);
        assertThat(options.given()).containsEntry("tokens", List.of(100, 900));
    }

    @Test
    void ratiosAreToWhoOnlyReadsAndFromTheMostTokensToTheLeast() {
        assertThat(growth.ratios())
                .extracting(Ratio::toString)
                .containsExactly(
                        "ratio detector-keyed/streams-noop at 500000 0.50",
                        "ratio detector-keyed/streams-noop at 5000000 0.25",
                        "ratio detector-keyed at 5000000/500000 0.50");
    }

    @Test
    void oneSizeDoesNotGrow() {
        assertThat(new GrowthFigures(List.of(500_000), growth.rates(), growth.residentMb()).ratios())
                .extracting(Ratio::toString)
                .containsExactly("ratio detector-keyed/streams-noop at 500000 0.50");
    }

    @Test
    void aSizeThatWasNotMeasuredIsNotPassedOver() {
        GrowthFigures missing = new GrowthFigures(List.of(1_000), growth.rates(), growth.residentMb());
        assertThatThrownBy(missing::ratios).hasMessageContaining("at 1000");
    }

    @Test
    void thePlotIsWellFormedAndHasAPointForEachSizeInBothPanels() throws Exception {
        Document plot = document(growth.plot("Growth & more"));
        assertThat(plot.getElementsByTagName("polyline").getLength()).isEqualTo(4);
        assertThat(texts(plot.getElementsByTagName("circle")))
                .containsExactlyInAnyOrder(
                        "streams-noop, 500000 live tokens: 400",
                        "streams-noop, 5000000 live tokens: 400",
                        "detector-keyed, 500000 live tokens: 200",
                        "detector-keyed, 5000000 live tokens: 100",
                        "streams-noop, 500000 live tokens: 300",
                        "streams-noop, 5000000 live tokens: 300",
                        "detector-keyed, 500000 live tokens: 700",
                        "detector-keyed, 5000000 live tokens: 1100");
        assertThat(texts(plot.getElementsByTagName("text"))).contains("500 k", "5 M", "live tokens");
    }

    @Test
    void withoutMemoryThePlotHasThroughputAlone() throws Exception {
        Document plot = document(new GrowthFigures(
                        List.of(500_000),
                        growth.rates(),
                        Map.of("streams-noop at 500000", Double.NaN, "detector-keyed at 500000", Double.NaN))
                .plot("Growth"));
        assertThat(plot.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    }

    private static List<Integer> sizes(String... arguments) {
        return CommandLine.populateCommand(new GrowthOptions(), arguments).sizes();
    }

    private static Document document(LinePlot plot) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(plot.svg())));
    }

    private static List<String> texts(NodeList nodes) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}

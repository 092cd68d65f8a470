package org.forgedtoken.detector.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.forgedtoken.detector.bench.NabSeries.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scoring function, against published scores where they are at hand, and against its description. */
class NabScoreTest {

    private static final double EXACT = 1e-9;

    /** The benchmark's data, where they lie in {@code shared/data} of a folder above this one. */
    private static Optional<Path> data() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(above -> above.resolve("shared/data/rate-nab"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"randomCutForest", "windowedGaussian"})
    void reproducesPublishedScores(String detector) throws IOException {
        Optional<Path> found = data();
        if (found.isEmpty()) {
            System.out.println("shared data rate-nab is not here: only the small series below are scored");
            return;
        }
        Path root = found.orElseThrow();
        NabCorpus corpus = NabCorpus.read(root.resolve("visible"));
        List<String> lines = Files.readAllLines(root.resolve("check/" + detector + "/standard_scores.csv"));
        assertThat(lines).hasSize(corpus.series().size() + 1);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            NabSeries series = corpus.series().stream()
                    .filter(one -> one.name().equals(cells[2]))
                    .findFirst()
                    .orElseThrow();
            double threshold = Double.parseDouble(cells[3]);
            double[] scores =
                    NabCorpus.column(root.resolve("check/" + detector + "/" + cells[2] + ".gz"), "anomaly_score");
            boolean[] detected = new boolean[scores.length];
            for (int i = 0; i < scores.length; i++) {
                detected[i] = scores[i] >= threshold;
            }
            double ours = NabScore.of(series, detected, NabProfile.STANDARD).raw();
            double published = Double.parseDouble(cells[4]);
            System.out.printf("%s %s: ours - published = %.1e%n", detector, cells[2], ours - published);
            assertThat(ours).as(cells[2]).isCloseTo(published, within(EXACT));
        }
    }

    @Test
    void theShippedModelReachesItsGoal() throws IOException {
        Optional<Path> found = data();
        if (found.isPresent()) {
            NabCorpus corpus = NabCorpus.read(found.orElseThrow().resolve("visible"));
            NabScore score = new RatesBench().score(corpus, NabProfile.STANDARD);
            assertThat(score.normalized(NabProfile.STANDARD)).isGreaterThanOrEqualTo(57);
            assertThat(score.falseAlarms()).isLessThan(30);
        }
    }

    @Test
    void aWindowEarnsItsEarliestDetection() {
        assertThat(score(40).raw()).isCloseTo(1, within(EXACT));
        assertThat(score(40, 45, 59).raw()).isCloseTo(1, within(EXACT));
        assertThat(score(59).raw()).isBetween(0.1, 0.2);
        assertThat(score().raw()).isEqualTo(-1);
    }

    @Test
    void aFalseAlarmCostsTheMoreTheFurtherItIsBehindAWindow() {
        assertThat(score(40, 30).raw()).isCloseTo(1 - 0.11, within(EXACT));
        assertThat(score(40, 60).raw()).isBetween(0.97, 1.0);
        assertThat(score(40, 99).raw()).isBetween(0.88, 0.90);
    }

    @Test
    void nothingCountsWhileADetectorLearns() {
        assertThat(score(0, 14, 40).falseAlarms()).isZero();
        assertThat(score(15, 40).falseAlarms()).isOne();
    }

    @Test
    void zeroIsSilenceAndAHundredPerfection() {
        assertThat(score().normalized(NabProfile.STANDARD)).isEqualTo(0);
        assertThat(score(40).normalized(NabProfile.STANDARD)).isCloseTo(100, within(EXACT));
    }

    /** A hundred values with one window, 40 to 59. */
    private static NabScore score(int... detections) {
        NabSeries series = new NabSeries("small", new long[100], new double[100], List.of(new Window(40, 59)));
        boolean[] detected = new boolean[100];
        for (int detection : detections) {
            detected[detection] = true;
        }
        return NabScore.of(series, detected, NabProfile.STANDARD);
    }
}

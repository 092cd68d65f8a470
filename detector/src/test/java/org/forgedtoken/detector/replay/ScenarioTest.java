package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.forgedtoken.detector.demo.Preset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole scenarios against their truth, by the whole rule book. The build takes one seed; {@code -Dscenario.seeds=20}
 * takes so many of each, and {@code -Dscenario.breach=1} the breach as well (topology-docs/guides/scenarios.md).
 */
class ScenarioTest {
    private static final int FIRST_SEED = 201;

    static Stream<Arguments> scenarios() {
        return Stream.of(
                        seeds(Preset.ATTACK, Integer.getInteger("scenario.seeds", 1)),
                        seeds(Preset.HONEST_WEEK, Integer.getInteger("scenario.seeds", 1)),
                        seeds(Preset.BREACH, Integer.getInteger("scenario.breach", 0)))
                .flatMap(arguments -> arguments);
    }

    private static Stream<Arguments> seeds(Preset preset, int count) {
        return IntStream.range(FIRST_SEED, FIRST_SEED + count).mapToObj(seed -> Arguments.of(preset, (long) seed));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void findsWhatIsThereAndNothingElse(Preset preset, long seed, @TempDir Path folder) throws IOException {
        ScenarioCheck.holds(preset, seed, folder);
    }
}

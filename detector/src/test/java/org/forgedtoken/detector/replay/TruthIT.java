package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.nio.file.Path;
import org.forgedtoken.detector.demo.Outage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As {@link TruthTest}, with more seeds: {@code -Dtruth.seeds=20} takes so many. */
class TruthIT {
    private static final long FIRST_SEED = 101;

    @ParameterizedTest
    @EnumSource
    void findsWhatIsThereAndNothingElse(Outage outage, @TempDir Path folder) throws IOException {
        long end = FIRST_SEED + Integer.getInteger("truth.seeds", 4);
        for (long seed = FIRST_SEED; seed < end; seed++) {
            TruthCheck.seed(seed, outage, folder.resolve("seed" + seed));
        }
    }
}

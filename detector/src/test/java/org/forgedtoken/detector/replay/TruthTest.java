package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.nio.file.Path;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Feeds with every kind of fault against their truth; {@code -Dtruth.seeds=20} takes more of them. */
class TruthTest {
    private static final int SEEDS = Integer.getInteger("truth.seeds", 4);

    @ParameterizedTest
    @EnumSource
    void findsWhatIsThereAndNothingElse(Outage outage, @TempDir Path folder) throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            TruthCheck.seed(seed, outage, folder.resolve("seed" + seed));
        }
    }
}

package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.nio.file.Path;
import org.forgedtoken.detector.demo.Outage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As {@link TruthTest}, with more seeds than a quick build has time for. */
class TruthIT {

    @ParameterizedTest
    @EnumSource
    void findsWhatIsThereAndNothingElse(Outage outage, @TempDir Path folder) throws IOException {
        for (long seed = 101; seed <= 120; seed++) {
            TruthCheck.seed(seed, outage, folder.resolve("seed" + seed));
        }
    }
}

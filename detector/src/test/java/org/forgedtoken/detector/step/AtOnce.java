package org.forgedtoken.detector.step;

import java.time.Duration;
import java.util.Set;
import org.forgedtoken.detector.judge.JudgePolicy;
import org.forgedtoken.detector.settings.AnySettings;
import org.forgedtoken.detector.settings.Catalogue;

/** For tests that have no time: whatever can be judged is judged at once. */
public final class AtOnce {
    /** No skew, no grace, and room for a hundred that wait; a canary a second. */
    public static final JudgePolicy POLICY = new JudgePolicy(
            AnySettings.of(
                    Catalogue.LEDGER_GRACE, Duration.ZERO,
                    Catalogue.CLOCK_SKEW, Duration.ZERO,
                    Catalogue.LEDGER_HOLE_WAIT, Duration.ZERO,
                    Catalogue.LEDGER_KEEP, Duration.ZERO,
                    Catalogue.LEDGER_MAX_AGE, Duration.ZERO,
                    Catalogue.CLOCK_MAX_AHEAD, Duration.ZERO,
                    Catalogue.REVOCATION_GRACE, Duration.ZERO,
                    Catalogue.BLOCK_MAX, Duration.ZERO,
                    Catalogue.EPISODE_QUIET, Duration.ZERO,
                    Catalogue.PENDING_MAX, 100,
                    Catalogue.TOKEN_COMPARE, Set.of(),
                    Catalogue.CANARY_INTERVAL, Duration.ofSeconds(1)),
            Set.of(),
            false,
            true,
            100);

    private AtOnce() {}
}

package org.forgedtoken.detector.step;

import java.util.Set;
import org.forgedtoken.detector.judge.JudgePolicy;
import org.forgedtoken.detector.judge.KeyPolicy;
import org.forgedtoken.detector.rule.MaxLife;

/** For tests that have no time: whatever can be judged is judged at once. */
public final class AtOnce {
    /** No skew, no grace, and room for a hundred that wait. */
    public static final JudgePolicy POLICY = new JudgePolicy(
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            100,
            new MaxLife.Auto(),
            Set.of(),
            Set.of(),
            Set.of(),
            issuer -> false,
            true,
            100,
            new KeyPolicy(false, 0, 0),
            0);

    private AtOnce() {}
}

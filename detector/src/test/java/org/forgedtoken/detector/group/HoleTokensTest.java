package org.forgedtoken.detector.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.coverage.Hole;
import org.forgedtoken.detector.group.OverdrawnHoles.HoleTokens;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.ForWrite;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Stores;
import org.junit.jupiter.api.Test;

/** How GROUP counts the tokens that are missing because of one hole: exactly, then by a sketch, and after a restart as well. */
class HoleTokensTest {
    private static final AlertKey KEY = new AlertKey(Rule.HOLE_OVERDRAWN, "idp@1000");

    private final List<String> said = new ArrayList<>();
    private final Stores stores = Stores.inMemory();
    private final Store<HoleTokens> holes = stores.of(GroupState.HOLES);

    private Group group() {
        GroupPolicy policy = new GroupPolicy(Settings.defaults(), 1, () -> Exceptions.NONE, GroupPolicy.Writing.PROMPT);
        return new Group(0, policy, stores, new Emit() {
            @Override
            public <M> void to(Channel<M> channel, M message) {
                if (message instanceof ForWrite.Alerted alerted) {
                    said.add(alerted.alert().activity().label()
                            + ' '
                            + alerted.alert().count());
                }
            }
        });
    }

    private static void missing(Group group, int capacity, int from, int to) {
        Hole hole = new Hole(1_000, 2_000, true, capacity / 4, 0);
        for (int i = from; i < to; i++) {
            group.accept(new Finding.Missing(KEY, "idp", hole, "token-" + i));
        }
    }

    private int entries() {
        int[] count = {0};
        holes.forEach((name, tokens) -> count[0]++);
        return count[0];
    }

    @Test
    void countsOnAfterARestart() {
        missing(group(), 200, 0, 200);
        missing(group(), 200, 100, 200);
        assertThat(said).isEmpty();
        missing(group(), 200, 200, 2_000);

        assertThat(said).containsExactly("create 201", "update 1000");
    }

    @Test
    void sketchTakesOverAboveTenThousand() {
        missing(group(), 20_000, 0, 20_000);
        assertThat(said).isEmpty();
        assertThat(entries()).isOne();
        missing(group(), 20_000, 20_000, 22_000);

        assertThat(said).hasSize(1);
    }

    @Test
    void filledHoleIsForgotten() {
        Group group = group();
        missing(group, 20, 0, 21);
        group.accept(new Finding.Filled(KEY));
        group.accept(new Finding.Filled(KEY));

        assertThat(said).containsExactly("create 21", "close 21");
        assertThat(entries()).isZero();
    }
}

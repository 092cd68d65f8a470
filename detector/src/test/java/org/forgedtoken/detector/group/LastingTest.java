package org.forgedtoken.detector.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.ForWrite;
import org.forgedtoken.detector.step.Scenario;
import org.forgedtoken.detector.step.Stores;
import org.junit.jupiter.api.Test;

/** What GROUP says of things that last. */
class LastingTest {
    private static final long START = Scenario.time("10:00:00");
    private static final int SINGLY = 100;

    private final List<String> said = new ArrayList<>();
    private final Group group = new Group(
            0,
            new GroupPolicy(Settings.defaults(), 1, () -> Exceptions.NONE, GroupPolicy.Writing.PROMPT),
            Stores.inMemory(),
            new Emit() {
                @Override
                public <M> void to(Channel<M> channel, M message) {
                    if (message instanceof ForWrite.Alerted alerted) {
                        said.add(text(alerted.alert()));
                    }
                }
            });

    private static String text(Alert alert) {
        return alert.activity().label()
                + ' '
                + alert.key().entity()
                + ' '
                + alert.count()
                + (alert.closed() == null ? "" : ' ' + alert.closed().label())
                + (alert.incident() == null ? "" : ' ' + alert.incident());
    }

    @Test
    void anEpisodeIsCreatedToldAtTenfoldCountsAndClosedWithItsReason() {
        group.accept(begun("a", 70));
        group.accept(new Finding.Grown(key("a"), START + 1, 99));
        group.accept(new Finding.Grown(key("a"), START + 2, 130));
        group.accept(new Finding.Grown(key("a"), START + 3, 900));
        group.accept(ended("a", 950));
        group.accept(begun("a", 12));

        assertThat(said).containsExactly("create a 70", "update a 130", "close a 950 quiet", "update a 12");
    }

    /** A feed gets worse: the alert says so anew, and a roll-up does not count it twice. */
    @Test
    void anOutageIsToldAgainOnceMoreIsKnownOfIt() {
        group.accept(begun("a", 0));
        group.accept(worse("a", "5m"));
        group.accept(worse("a", "5m"));
        group.accept(worse("a", "10m"));
        assertThat(said).containsExactly("create a 0", "update a 0", "update a 0");

        for (int i = 1; i < SINGLY; i++) {
            group.accept(begun("single" + i, 0));
        }
        group.accept(begun("x", 0));
        group.accept(worse("x", "5m"));
        group.accept(ended("x", 0));
        assertThat(said).last().isEqualTo("close roll-up@" + START + " 0 quiet");
    }

    @Test
    void aRollUpCountsAllAndStandsUntilTheLastOfItsEpisodesHasEnded() {
        for (int i = 0; i < SINGLY; i++) {
            group.accept(begun("single" + i, 5));
        }
        said.clear();
        group.accept(begun("x", 5));
        group.accept(begun("y", 7));
        group.accept(new Finding.Grown(key("x"), START + 2, 5_000));
        group.accept(ended("x", 5_000));
        assertThat(said).containsExactly("create roll-up@" + START + " 5", "update roll-up@" + START + " 12");

        group.accept(ended("y", 7));
        group.accept(ended("single0", 5));

        assertThat(said.subList(2, said.size()))
                .containsExactly("close roll-up@" + START + " 12 quiet", "close single0 5 quiet");
    }

    private static Finding begun(String entity, long count) {
        return new Finding.Begun(key(entity), START, START, count, evidence(), null);
    }

    private static Finding worse(String entity, String window) {
        Evidence more = Evidence.about(new Evidence.Subject("alice", null), new TreeMap<>(Map.of("window", window)));
        return new Finding.Begun(key(entity), START, START + 1, 0, more, null);
    }

    private static Finding ended(String entity, long count) {
        return new Finding.Ended(key(entity), START, START + 10, count, evidence(), StatusDetail.QUIET);
    }

    private static AlertKey key(String entity) {
        return new AlertKey(Rule.LEDGER_DEGRADED, entity);
    }

    private static Evidence evidence() {
        return Evidence.about(new Evidence.Subject("alice", null), new TreeMap<>());
    }
}

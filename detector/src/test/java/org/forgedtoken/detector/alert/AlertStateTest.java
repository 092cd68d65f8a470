package org.forgedtoken.detector.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.AlertState.Milestone;
import org.forgedtoken.detector.alert.Evidence.Subject;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.Rule;
import org.junit.jupiter.api.Test;

class AlertStateTest {
    private static final long RESOLUTION = 1_000;

    /** Uses of many tokens share one alert, and a token that waited long may bring the first of them last. */
    @Test
    void aFirstUseThatComesWhenManyWereFoldedIsOneMore() {
        AlertState folded = state(500, uses(500, 250), Milestone.NONE).compacted(Long.MAX_VALUE, RESOLUTION);
        SortedMap<Long, Long> recent = new TreeMap<>(folded.recent());
        recent.put(100L, 1L);
        SortedMap<Long, Long> all = uses(500, 250);
        all.put(100L, 1L);

        AlertState late = state(100, recent, folded.uses().settled());
        Milestone inOrder = last(state(100, all, Milestone.NONE));

        assertThat(last(late).count()).isEqualTo(inOrder.count()).isEqualTo(100);
        assertThat(last(late).seen()).isEqualTo(inOrder.seen()).isEqualTo(251);
        assertThat(last(late).grown()).isTrue();
        assertThat(last(late.compacted(Long.MAX_VALUE, RESOLUTION))).isEqualTo(last(late));
    }

    private static Milestone last(AlertState state) {
        List<Milestone> milestones = state.milestones(Long.MAX_VALUE, RESOLUTION);
        return milestones.get(milestones.size() - 1);
    }

    private static SortedMap<Long, Long> uses(long from, int number) {
        SortedMap<Long, Long> uses = new TreeMap<>();
        for (int i = 0; i < number; i++) {
            uses.put(from + i, 1L);
        }
        return uses;
    }

    private static AlertState state(long horizon, SortedMap<Long, Long> recent, Milestone settled) {
        AlertState opened = AlertState.opened(
                new AlertKey(Rule.TOKEN_UNDECIDABLE, "issuer|kind"),
                Evidence.about(new Subject(null, "192.0.2.7"), new TreeMap<>()),
                horizon,
                settled,
                false,
                null,
                null);
        return opened.with(new AlertState.Uses(opened.evidence(), horizon, Times.UNKNOWN, settled, recent));
    }
}

package org.forgedtoken.detector.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.group.GroupPolicy.IncidentPolicy;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.MapStore;
import org.forgedtoken.detector.step.Store;
import org.junit.jupiter.api.Test;

/** Members of incidents in a replay, which counts any number of them exactly. */
class MembersTest {
    private final IncidentPolicy policy =
            new IncidentPolicy(Settings.defaults(), GroupPolicy.Writing.EXACT, Times.UNKNOWN);
    private final Store<Long> names = new MapStore<>();

    private Members of(String incident) {
        return new Members(policy, incident, names);
    }

    @Test
    void eachCountsOnceInItsIncidentAndKind() {
        Members one = of("one");
        Members other = of("other");
        for (int i = 0; i < 30_000; i++) {
            one.add(MemberKind.TOKENS, "t" + i % 20_000);
        }
        one.add(MemberKind.SOURCES, "t1");
        one.add(MemberKind.SOURCES, "t1");
        other.add(MemberKind.TOKENS, "t1");

        assertThat(one.counts())
                .containsEntry(MemberKind.TOKENS, new Count(20_000, 0))
                .containsEntry(MemberKind.SOURCES, new Count(1, 0));
        assertThat(other.counts())
                .containsEntry(MemberKind.TOKENS, new Count(1, 0))
                .containsEntry(MemberKind.SOURCES, new Count(0, 0));
        assertThat(one.sketches()).isEmpty();
    }
}

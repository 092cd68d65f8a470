package org.forgedtoken.detector.web.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.forgedtoken.detector.web.board.AlertFilter.Facet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertFilterTest {
    private final Board board = new Board(100, 10, 1 << 20);

    @BeforeEach
    void fill() {
        board.alert(Findings.alert("a", 100, "token-never-issued", 5, 1, "one"));
        board.alert(Findings.alert("b", 200, "token-altered", 4, 2, "one"));
        board.alert(Findings.alert("c", 300, "key-unknown", 4, 4, "two"));
    }

    @Test
    void eachQuestionNarrowsAndAllTogetherHold() {
        assertThat(matched(AlertFilter.ALL)).isEqualTo(3);
        assertThat(matched(asking("", Set.of("token-altered", "key-unknown"), Set.of(), Set.of(), "")))
                .isEqualTo(2);
        assertThat(matched(asking("", Set.of(), Set.of(5), Set.of(), ""))).isEqualTo(1);
        assertThat(matched(asking("", Set.of(), Set.of(), Set.of(1, 2), ""))).isEqualTo(2);
        assertThat(matched(asking("", Set.of(), Set.of(), Set.of(), "one"))).isEqualTo(2);
        assertThat(matched(asking("konto-b", Set.of("token-altered"), Set.of(4), Set.of(2), "one")))
                .isEqualTo(1);
        assertThat(matched(asking("konto-b", Set.of("key-unknown"), Set.of(4), Set.of(2), "one")))
                .isZero();
    }

    @Test
    void timesIncludeBothEnds() {
        assertThat(matched(between(100, 200))).isEqualTo(2);
        assertThat(matched(between(101, 299))).isEqualTo(1);
        assertThat(matched(between(301, Long.MAX_VALUE))).isZero();
    }

    /** The message, the account, the source, the token, the key, the uid: in letters of any case, also such with dots. */
    @Test
    void aTextIsFoundWhereverItStands() {
        for (String text : new String[] {"ABOUT ACCOUNT", "Konto-A", "203.0.113", "t-A", "KÜ", "kü", "\"konto-a\""}) {
            assertThat(matched(asking(text, Set.of(), Set.of(), Set.of(), "")))
                    .as(text)
                    .isPositive();
        }
        assertThat(matched(asking("class_uid", Set.of(), Set.of(), Set.of(), "")))
                .isZero();
        assertThat(matched(asking(".*", Set.of(), Set.of(), Set.of(), ""))).isZero();
    }

    @Test
    void whatTheyNameIsComparedWholeAndAnAddressByItsSource() {
        board.alert(Findings.alertFrom("d", "2001:db8:1:2::9"));

        assertThat(matched(AlertFilter.naming(Facet.ACCOUNT, "Konto-b"))).isEqualTo(1);
        assertThat(matched(AlertFilter.naming(Facet.ACCOUNT, "Konto"))).isZero();
        assertThat(matched(AlertFilter.naming(Facet.SOURCE, "203.0.113.7"))).isEqualTo(3);
        assertThat(matched(AlertFilter.naming(Facet.SOURCE, "2001:DB8:1:2:3::1")))
                .isEqualTo(1);
        assertThat(matched(AlertFilter.naming(Facet.SOURCE, "2001:db8:1:2::/64")))
                .isEqualTo(1);
        assertThat(matched(AlertFilter.naming(Facet.SOURCE, "2001:db8:1:3::9"))).isZero();
    }

    private long matched(AlertFilter filter) {
        return board.alerts(filter, 10, null).matched();
    }

    private static AlertFilter asking(
            String text, Set<String> rules, Set<Integer> severities, Set<Integer> statuses, String incident) {
        Map<Facet, String> named = incident.isEmpty() ? Map.of() : Map.of(Facet.INCIDENT, incident);
        return new AlertFilter(text, rules, severities, statuses, named, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static AlertFilter between(long since, long until) {
        return new AlertFilter("", Set.of(), Set.of(), Set.of(), Map.of(), since, until);
    }
}

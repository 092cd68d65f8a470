package org.forgedtoken.detector.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.ocsf.AlertJson.WrittenAlert;
import org.forgedtoken.detector.ocsf.Standing;
import org.forgedtoken.detector.report.AlertFacts.RuleCount;
import org.junit.jupiter.api.Test;

class AlertBookTest {
    private static final String RULE = "token-never-issued";

    private AlertBook book = new AlertBook();

    private void take(ObjectNode... lines) {
        for (ObjectNode line : lines) {
            assertThat(isTaken(line)).as(line.toString()).isTrue();
        }
    }

    private boolean isTaken(ObjectNode line) {
        WrittenAlert alert = WrittenAlert.read(Lines.bytes(line));
        return alert != null && book.take(alert);
    }

    @Test
    void theLastLineOfAnAlertSaysHowItStands() {
        ObjectNode one = Lines.forged("one", Lines.NOON, "alice", "192.0.2.1");
        ObjectNode two = Lines.forged("two", Lines.NOON + 1, "bob", "192.0.2.2");
        ObjectNode three = Lines.forged("three", Lines.NOON + 2, "carol", "192.0.2.3");
        ObjectNode grown = Lines.then(one, 2, 1, "");
        grown.put("count", 100);

        take(one, two, three, grown, Lines.then(two, 3, 4, "late-issuance"), Lines.then(three, 2, 3, ""));

        AlertFacts facts = book.facts();
        assertThat(facts.rules().get(RULE))
                .isEqualTo(new RuleCount(Map.of(Standing.OPEN, 1L, Standing.EXPECTED, 1L, Standing.WITHDRAWN, 1L), 1));
        assertThat(facts.forged().tokens()).isEqualTo(Count.exact(1));
        assertThat(facts.forged().accesses()).isEqualTo(100);
        assertThat(facts.accounts().number()).isEqualTo(Count.exact(1));
        assertThat(facts.alerts()).isEqualTo(Count.exact(3));
        assertThat(facts.lines()).isEqualTo(6);
    }

    @Test
    void anAlertThatIsOpenAgainAfterItsWithdrawalStands() {
        ObjectNode one = Lines.forged("one", Lines.NOON, "alice", "192.0.2.1");
        take(one, Lines.then(one, 3, 4, "late-record"), Lines.then(one, 2, 1, ""));
        assertThat(book.facts().forged().tokens()).isEqualTo(Count.exact(1));
    }

    @Test
    void whatAnAnalystIsDoneWithIsFoundAndAFalsePositiveIsNot() {
        ObjectNode one = Lines.forged("one", Lines.NOON, "alice", "192.0.2.1");
        ObjectNode two = Lines.forged("two", Lines.NOON, "alice", "192.0.2.1");
        ObjectNode false2 = Lines.then(two, 2, 4, "analyst");
        false2.put("comment", "false-positive");
        take(one, two, Lines.then(one, 2, 4, "analyst"), false2);

        assertThat(book.facts().rules().get(RULE))
                .isEqualTo(new RuleCount(Map.of(Standing.DONE, 1L, Standing.EXPECTED, 1L), 1));
        assertThat(book.facts().forged().tokens()).isEqualTo(Count.exact(1));
    }

    @Test
    void otherRulesRollUpsAndCanariesAreNoForgedTokens() {
        ObjectNode rollUp = Lines.forged("all", Lines.NOON, "alice", "192.0.2.1");
        rollUp.withObject("/metadata").putArray("labels").add("roll-up");
        ObjectNode canary = Lines.forged("planted", Lines.NOON, "alice", "192.0.2.1");
        canary.withObject("/metadata").putArray("labels").add("canary");
        take(Lines.of("source-fan-out", "s", Lines.NOON), rollUp, canary);

        AlertFacts facts = book.facts();
        assertThat(facts.forged().tokens()).isEqualTo(Count.NONE);
        assertThat(facts.forged().rollUps()).isEqualTo(Count.exact(1));
        assertThat(facts.canaryLines()).isEqualTo(1);
        assertThat(facts.rules().get("source-fan-out").of(Standing.OPEN)).isEqualTo(Count.exact(1));
        assertThat(facts.tokensAt()).isEmpty();
    }

    /** An IPv6 network is one source, as everywhere else. */
    @Test
    void sourcesAreCountedAsTheContractDoes() {
        take(
                Lines.forged("a", Lines.NOON, "alice", "2001:db8::1"),
                Lines.forged("b", Lines.NOON, "alice", "2001:db8::2"),
                Lines.forged("c", Lines.NOON, "alice", "192.0.2.1"));
        assertThat(book.facts().sources().number()).isEqualTo(Count.exact(2));
        assertThat(book.facts().accounts().number()).isEqualTo(Count.exact(1));
    }

    @Test
    void whatIsNoAlertIsNone() {
        ObjectNode none = Lines.forged("a", Lines.NOON, "alice", "192.0.2.1");
        for (String field : new String[] {"class_uid", "activity_id", "finding_info"}) {
            ObjectNode without = none.deepCopy();
            without.remove(field);
            assertThat(isTaken(without)).as(field).isFalse();
        }
        none.put("activity_id", 7);
        assertThat(isTaken(none)).isFalse();
    }

    @Test
    void manyAlertsNeedNoMoreMemoryAndAreEstimated() {
        int lines = 100_000;
        book = new AlertBook(2_048, 512);
        for (int i = 0; i < lines; i++) {
            ObjectNode alert = Lines.forged("uid " + i, Lines.NOON + i * 10L, "account " + i / 2, "192.0.2." + i % 200);
            alert.withObject("/evidences/0/data").put("key_id", "key " + i);
            take(alert);
        }
        take(Lines.of("key-retired", "the only one", Lines.NOON));

        assertThat(book.held()).isLessThanOrEqualTo(2_048 + 2 * 512 + 1);
        AlertFacts facts = book.facts();
        assertThat(facts.lines()).isEqualTo(lines + 1);
        assertThat(facts.exact()).isFalse();
        assertThat(facts.rules().get("key-retired").of(Standing.OPEN)).isEqualTo(Count.exact(1));
        assertThat(facts.keysMerged()).isTrue();
        assertThat(facts.keys()).hasSizeLessThan(4_100);
        isAbout(facts.forged().tokens(), lines);
        isAbout(facts.accounts().number(), lines / 2);
        assertThat(facts.sources().number()).isEqualTo(Count.exact(200));
        assertThat(Timeline.of(facts).accounts())
                .last()
                .satisfies(last ->
                        isAbout(new Count(last, facts.accounts().number().errorBound()), lines / 2));
    }

    private static void isAbout(Count estimate, long number) {
        assertThat(estimate.errorBound()).isPositive().isLessThan(number / 4);
        assertThat(estimate.number()).isBetween(number - estimate.errorBound(), number + estimate.errorBound());
    }
}

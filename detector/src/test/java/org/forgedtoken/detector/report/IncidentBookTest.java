package org.forgedtoken.detector.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.reading.JsonTree;
import org.junit.jupiter.api.Test;

class IncidentBookTest {
    private final IncidentBook book = new IncidentBook(1_000, 3);

    private void take(ObjectNode incident) {
        IncidentState state = IncidentState.of(JsonTree.read(Lines.bytes(incident)));
        assertThat(state).as(incident.toString()).isNotNull();
        book.take(state);
    }

    @Test
    void theGravestComeFirstAndTheRestAreCounted() {
        for (int i = 1; i <= 20; i++) {
            take(Lines.incident("small " + i, false, 10 + i));
        }
        take(Lines.incident("verified", true, 2));

        IncidentFacts facts = book.facts();
        assertThat(facts.gravest()).extracting(IncidentState::uid).containsExactly("verified", "small 20", "small 19");
        assertThat(facts.ofKeys()).isEqualTo(Estimate.exact(21));
        assertThat(facts.untold()).isEqualTo(18);
        assertThat(facts.hasAllOfKeys()).isFalse();
    }

    @Test
    void oneThatGrowsIsToldAndOneThatIsWithdrawnStandsBehind() {
        for (int i = 1; i <= 20; i++) {
            take(Lines.incident("i" + i, true, 100 + i));
        }
        take(Lines.incident("i1", true, 5_000));
        ObjectNode withdrawn = Lines.incident("i20", true, 120);
        withdrawn.put("status_id", 4).put("status_detail", "late-issuance");
        take(withdrawn);

        assertThat(book.facts().gravest()).extracting(IncidentState::uid).containsExactly("i1", "i19", "i18");
        assertThat(book.facts().ofKeys()).isEqualTo(Estimate.exact(19));
        assertThat(book.facts().all()).isEqualTo(Estimate.exact(20));
    }

    @Test
    void numbersComeWithTheirErrors() {
        ObjectNode large = Lines.incident("large", true, 181_883);
        large.withObject("/unmapped")
                .put("accounts", 33_674)
                .putObject("error_bound")
                .put("accounts", 700);
        take(large);

        IncidentState told = book.facts().gravest().get(0);
        assertThat(told.of(MemberKind.ACCOUNTS)).isEqualTo(new Estimate(33_674, 700));
        assertThat(told.of(MemberKind.SOURCES)).isEqualTo(Estimate.exact(2));
    }

    @Test
    void whatIsNoIncidentIsNone() {
        ObjectNode incident = Lines.incident("i", true, 5);
        incident.withObject("/unmapped").put("kind", "something-else");
        assertThat(IncidentState.of(JsonTree.read(Lines.bytes(incident)))).isNull();
    }
}

package org.forgedtoken.detector.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident;
import org.junit.jupiter.api.Test;

class IncidentBookTest {
    private final IncidentBook book = new IncidentBook(1_000, 3);

    private void take(ObjectNode incident) {
        assertThat(book.take(WrittenIncident.read(Lines.bytes(incident))))
                .as(incident.toString())
                .isTrue();
    }

    @Test
    void theGravestComeFirstAndTheRestAreCounted() {
        for (int i = 1; i <= 20; i++) {
            take(Lines.incident("small " + i, false, 10 + i));
        }
        take(Lines.incident("verified", true, 2));

        IncidentBook facts = book;
        assertThat(facts.gravest())
                .extracting(WrittenIncident::uid)
                .containsExactly("verified", "small 20", "small 19");
        assertThat(facts.ofKeys()).isEqualTo(Count.exact(21));
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

        assertThat(book.gravest()).extracting(WrittenIncident::uid).containsExactly("i1", "i19", "i18");
        assertThat(book.ofKeys()).isEqualTo(Count.exact(19));
        assertThat(book.all()).isEqualTo(Count.exact(20));
    }

    @Test
    void numbersComeWithTheirErrors() {
        ObjectNode large = Lines.incident("large", true, 181_883);
        large.withObject("/unmapped")
                .put("accounts", 33_674)
                .putObject("error_bound")
                .put("accounts", 700);
        take(large);

        WrittenIncident told = book.gravest().get(0);
        assertThat(told.of(MemberKind.ACCOUNTS)).isEqualTo(new Count(33_674, 700));
        assertThat(told.of(MemberKind.SOURCES)).isEqualTo(Count.exact(2));
    }

    @Test
    void whatIsNoIncidentIsNone() {
        ObjectNode incident = Lines.incident("i", true, 5);
        incident.withObject("/unmapped").put("kind", "something-else");
        assertThat(book.take(WrittenIncident.read(Lines.bytes(incident)))).isFalse();
    }
}

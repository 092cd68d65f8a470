package org.forgedtoken.detector.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.notify.Told.AWARE;
import static org.forgedtoken.detector.notify.Told.HOUR;

import java.util.List;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.notify.Event.OpenIncidents;
import org.junit.jupiter.api.Test;

class OpenIncidentsTest {
    private final OpenIncidents incidents = new OpenIncidents(AWARE - 1);
    private final Told one = new Told("k1");

    @Test
    void opensGrowsIsVerifiedAndCloses() {
        assertThat(take(1)).isEqualTo("opened");
        one.tokens(9);
        assertThat(take(2)).isEqualTo("nothing");
        one.tokens(10);
        assertThat(take(3)).isEqualTo("tenfold");
        one.tokens(99);
        assertThat(take(4)).isEqualTo("nothing");
        one.tokens(100).verified(AWARE);
        assertThat(take(5)).isEqualTo("verified");
        one.closed(StatusDetail.LATE_ISSUANCE);
        assertThat(take(6)).isEqualTo("closed");
        assertThat(take(7)).isEqualTo("nothing");
    }

    @Test
    void aProofAfterTheEndOpensItAnew() {
        take(1);
        one.closed(StatusDetail.LATE_RECORD);
        take(2);
        one.open().verified(AWARE);
        assertThat(take(3)).isEqualTo("opened");
    }

    @Test
    void whatWasNeverOpenIsNotClosed() {
        one.closed(StatusDetail.MERGED);
        assertThat(take(1)).isEqualTo("nothing");
    }

    @Test
    void aDeadlineIsNearWhenAQuarterOfItsTimeIsLeft() {
        one.verified(AWARE);
        take(1);
        assertThat(due(54 * HOUR - 1)).isEmpty();
        assertThat(due(54 * HOUR)).containsExactly(one.uid());
        assertThat(due(80 * HOUR)).isEmpty();
        assertThat(incidents.told()).isEqualTo(AWARE + 54 * HOUR);
    }

    @Test
    void ofSeveralMomentsTheEarliestComesFirst() {
        Told later = new Told("k2").verified(AWARE + HOUR);
        Told same = new Told("k3").verified(AWARE);
        one.verified(AWARE);
        incidents.take(later.written(1));
        incidents.take(same.written(1));
        take(1);
        assertThat(due(99 * HOUR)).containsExactlyInAnyOrder(one.uid(), same.uid());
        assertThat(due(99 * HOUR)).containsExactly(later.uid());
        assertThat(due(99 * HOUR)).isEmpty();
    }

    @Test
    void whatIsReportedOrOverHasNoDeadline() {
        one.verified(AWARE).reported();
        take(1);
        Told over = new Told("k2").verified(AWARE);
        incidents.take(over.written(1));
        incidents.take(over.closed(StatusDetail.ANALYST).written(2));
        assertThat(due(99 * HOUR)).isEmpty();
    }

    /** The receiver was away: the incident's record is read after the clock was told of that moment. */
    @Test
    void aDeadlineThatIsReadLateIsToldAtOnceAndOnce() {
        OpenIncidents late = new OpenIncidents(AWARE + 60 * HOUR);
        late.take(one.written(1));
        one.verified(AWARE);
        assertThat(late.take(one.written(2)).kind()).isEqualTo(Event.Kind.VERIFIED);
        assertThat(late.take(one.written(3))).isNull();
        assertThat(late.due(AWARE + 99 * HOUR)).isEmpty();
    }

    @Test
    void theSameRecordsGiveTheSameIds() {
        OpenIncidents again = new OpenIncidents(AWARE - 1);
        assertThat(again.take(one.written(1))).isEqualTo(incidents.take(one.written(1)));
        assertThat(new OpenIncidents(AWARE - 1).take(one.written(2)).id())
                .isNotEqualTo(new OpenIncidents(AWARE - 1).take(one.written(1)).id());
    }

    private String take(long at) {
        Event event = incidents.take(one.written(at));
        return event == null ? "nothing" : event.kind().label();
    }

    private List<String> due(long sinceAware) {
        return incidents.due(AWARE + sinceAware).stream()
                .map(event -> event.incident().uid())
                .toList();
    }
}

package org.forgedtoken.detector.web.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.forgedtoken.detector.web.board.Board.Cursor;
import org.junit.jupiter.api.Test;

class BoardTest {
    private static final Pattern UID = Pattern.compile("\"uid\":\"([a-z]+-?\\d*)\",\"(first_seen|proof)");
    private static final int PLENTY = 1 << 24;

    private final Board board = new Board(1_000, 100, PLENTY);

    @Test
    void anAlertIsWhatItsLastRecordSays() {
        board.alert(Findings.alert("a", 1));
        board.alert(Findings.alert("b", 2));
        byte[] resolved = Findings.alert("a", 3, "token-altered", 4, 4, "inc");
        board.alert(resolved);

        assertThat(uids(board.alerts(AlertFilter.ALL, 10, null).items())).containsExactly("a", "b");
        assertThat(board.alertOf("a")).isEqualTo(new String(resolved, StandardCharsets.UTF_8));
        assertThat(board.counts()).isEqualTo(new Board.Counts(2, 3, 0, 0, true));
    }

    @Test
    void whatIsNoFindingIsCountedAndNotShown() {
        for (String text :
                List.of("", "{", "[]", "null", "{\"class_uid\":2004}", "{\"class_uid\":1,\"time\":1}", "\u0000")) {
            assertThat(board.alert(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isFalse();
            assertThat(board.incident(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isFalse();
        }
        assertThat(board.alert(null)).isFalse();
        assertThat(board.alert(Findings.incident("i", 1, 1, "verified"))).isFalse();
        assertThat(board.incident(Findings.alert("a", 1))).isFalse();

        assertThat(board.counts().foreign()).isEqualTo(17);
        assertThat(board.counts().held()).isZero();
    }

    @Test
    void theOldestGoForNewerOnesAndAreCounted() {
        Board small = new Board(3, 2, PLENTY);
        for (int i = 0; i < 10; i++) {
            small.alert(Findings.alert("a-" + i, i));
            small.incident(Findings.incident("i-" + i, i, 1, "verified"));
        }

        assertThat(uids(small.alerts(AlertFilter.ALL, 10, null).items())).containsExactly("a-9", "a-8", "a-7");
        assertThat(uids(small.incidents(false, 10).items())).containsExactly("i-9", "i-8");
        assertThat(small.counts().evicted()).isEqualTo(7);
        assertThat(small.knows("a-0")).isFalse();
        assertThat(small.knows("a-9")).isTrue();
        assertThat(small.knows("i-9")).isTrue();
    }

    @Test
    void itsMemoryIsBoundedWhateverTheNumber() {
        Board small = new Board(1_000_000, 1_000_000, 64 * 1024);
        for (int i = 0; i < 5_000; i++) {
            small.alert(Findings.alert("a-" + i, i));
        }

        assertThat(small.bytes()).isLessThanOrEqualTo(48 * 1024);
        assertThat(small.counts().held()).isBetween(20L, 200L);
        assertThat(small.counts().held() + small.counts().evicted()).isEqualTo(5_000);
    }

    @Test
    void itIsReadPageByPageThoughNewOnesCome() {
        for (int i = 0; i < 25; i++) {
            board.alert(Findings.alert(String.format(Locale.ROOT, "a-%02d", i), i / 2));
        }
        List<String> read = new ArrayList<>();
        Cursor before = null;
        do {
            Board.Listing page = board.alerts(AlertFilter.ALL, 10, before);
            assertThat(page.matched()).isGreaterThanOrEqualTo(25);
            read.addAll(uids(page.items()));
            before = page.next() == null ? null : Cursor.of(page.next());
            board.alert(Findings.alert("b-" + read.size(), 1_000));
        } while (before != null);

        assertThat(read).hasSize(25).doesNotHaveDuplicates();
        assertThat(board.alerts(AlertFilter.ALL, 0, null).items()).isEmpty();
    }

    @Test
    void alertsAreSortedByNumberOrNameAndThoseWithoutComeLast() {
        board.alert(Findings.alert("b", 1, "key-unknown", 5, 1, "two"));
        board.alert(Findings.alert("a", 2, "token-altered", 4, 1, "one"));
        board.alert(Findings.alert("c", 3, "key-retired", 5, 1, ""));

        assertThat(sorted("severity")).containsExactly("c", "b", "a");
        assertThat(sorted("-severity")).containsExactly("a", "c", "b");
        assertThat(sorted("rule")).containsExactly("c", "b", "a");
        assertThat(sorted("account")).containsExactly("a", "b", "c");
        assertThat(sorted("incident")).containsExactly("a", "b", "c");
        assertThat(sorted("-incident")).containsExactly("b", "a", "c");
        assertThat(sorted("-time")).containsExactly("b", "a", "c");
        assertThat(board.alerts(AlertFilter.ALL, "rule", 2).items()).hasSize(2);
    }

    private List<String> sorted(String order) {
        return uids(board.alerts(AlertFilter.ALL, order).stream()
                .map(json -> new String(json, StandardCharsets.UTF_8))
                .toList());
    }

    @Test
    void openAndVerifiedIncidentsComeFirst() {
        board.incident(Findings.incident("done", 9, 4, "verified"));
        board.incident(Findings.incident("guess", 8, 1, "unverified"));
        board.incident(Findings.incident("old", 1, 2, "verified"));
        board.incident(Findings.incident("new", 2, 1, "verified"));

        assertThat(uids(board.incidents(false, 10).items())).containsExactly("new", "old", "guess", "done");
        assertThat(uids(board.incidents(true, 10).items())).containsExactly("new", "old", "guess");
        assertThat(board.incidents(true, 1).matched()).isEqualTo(3);

        board.incidentGone("new");
        assertThat(board.knows("new")).isFalse();
        assertThat(board.incidentOf("new")).isNull();
    }

    @Test
    void anIncidentComesWithItsAlertsAndHowTheyGrew() {
        board.incident(Findings.incident("inc", 1, 1, "verified"));
        board.alert(Findings.alert("a", 10_000));
        board.alert(Findings.alert("b", 10_500));
        board.alert(Findings.alert("c", 13_000));
        board.alert(Findings.alert("d", 11_000, "key-unknown", 4, 1, "other"));

        Board.Whole whole = board.incidentOf("inc");

        assertThat(whole).isNotNull();
        assertThat(uids(whole.alerts())).containsExactly("c", "b", "a");
        assertThat(whole.series())
                .isEqualTo(new Series(10_000, 1_000, List.of(2, 0, 0, 1), List.of(2, 0, 0, 1), List.of(1, 0, 0, 1)));
    }

    @Test
    void aLongIncidentGrowsInWiderSteps() {
        for (int i = 0; i < 1_000; i++) {
            board.alert(Findings.alert("a-" + i, i * 60_000L));
        }
        board.incident(Findings.incident("inc", 1, 1, "verified"));

        Series series = board.incidentOf("inc").series();

        assertThat(series.alerts()).hasSizeBetween(Series.MOST / 2, Series.MOST);
        assertThat(series.alerts().stream().mapToInt(Integer::intValue).sum()).isEqualTo(1_000);
    }

    private static List<String> uids(List<String> items) {
        List<String> uids = new ArrayList<>();
        for (String item : items) {
            Matcher uid = UID.matcher(item);
            assertThat(uid.find()).as(item).isTrue();
            uids.add(uid.group(1));
        }
        return uids;
    }
}

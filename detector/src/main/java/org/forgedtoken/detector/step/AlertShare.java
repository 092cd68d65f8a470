package org.forgedtoken.detector.step;

import java.util.HashMap;
import java.util.Map;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.Rule;
import org.jspecify.annotations.Nullable;

/** What one alert counts for in its incident. Not thread-safe. */
final class AlertShare {
    /** Uses alike, with the number under which they are put aside. */
    static final class Row {
        private final int number;
        private Involved sum;
        private boolean changed;

        private Row(int number, Involved sum) {
            this.number = number;
            this.sum = sum;
        }

        Involved sum() {
            return sum;
        }
    }

    private final String uid;
    private final Map<Involved.Who, Row> rows = new HashMap<>();
    private int numbered;
    private ShareMemory head;
    private boolean changed;

    AlertShare(String uid, Rule rule) {
        this(uid, new ShareMemory(rule, null, null, false, 0, Times.UNKNOWN, Times.UNKNOWN, null));
    }

    AlertShare(String uid, ShareMemory head) {
        this.uid = uid;
        this.head = head;
    }

    String uid() {
        return uid;
    }

    ShareMemory head() {
        return head;
    }

    Iterable<Row> rows() {
        return rows.values();
    }

    int size() {
        return rows.size();
    }

    /** Whether its rows count in the incident. */
    boolean counts() {
        return head.incident() != null && head.fallen() == null;
    }

    /** Puts back a row that was put aside. */
    void restore(int number, Involved sum) {
        rows.put(sum.who(), new Row(number, sum));
        numbered = Math.max(numbered, number + 1);
    }

    /** Adds uses; returns whether nothing like them was there. */
    boolean add(Involved more) {
        Row known = rows.get(more.who());
        if (known == null) {
            known = new Row(numbered++, more);
            rows.put(more.who(), known);
            known.changed = true;
            changed = true;
            return true;
        }
        known.sum = known.sum.plus(more);
        known.changed = true;
        changed = true;
        return false;
    }

    boolean has(Involved.Who who) {
        return rows.containsKey(who);
    }

    void in(@Nullable Membership incident, boolean verified) {
        set(new ShareMemory(
                head.rule(),
                incident,
                head.severity(),
                head.verified() || verified,
                head.count(),
                head.first(),
                head.last(),
                head.fallen()));
    }

    void written(IncidentEvent.Stands as) {
        set(new ShareMemory(
                as.rule(),
                as.incident(),
                as.severity(),
                as.verified(),
                as.count(),
                as.first(),
                as.last(),
                as.fallen()));
    }

    void fallen(@Nullable StatusDetail reason) {
        set(new ShareMemory(
                head.rule(),
                head.incident(),
                head.severity(),
                head.verified(),
                head.count(),
                head.first(),
                head.last(),
                reason));
    }

    private void set(ShareMemory now) {
        changed |= !now.equals(head);
        head = now;
    }

    /** Forgets what it is made of. */
    void clear(Store<Involved> store) {
        rows.values().forEach(row -> store.remove(name(row)));
        rows.clear();
    }

    /** Puts aside what has changed. */
    void save(IncidentState state) {
        if (!changed) {
            return;
        }
        changed = false;
        state.shares().put(uid, head);
        for (Row row : rows.values()) {
            if (row.changed) {
                row.changed = false;
                state.rows().put(name(row), row.sum);
            }
        }
    }

    private String name(Row row) {
        return uid + '/' + row.number;
    }
}

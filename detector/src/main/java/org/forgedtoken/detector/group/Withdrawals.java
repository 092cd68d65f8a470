package org.forgedtoken.detector.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.CountedTokens;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.step.Store;
import org.jspecify.annotations.Nullable;

/**
 * GROUP's part for what falls: an alert goes with the last token that it counts. Which tokens an alert on several counts, a
 * roll-up among them, is remembered until then. Not thread-safe.
 *
 * @param contributions by the uid of the alert that the token has, or would have, and the token
 */
record Withdrawals(Store<AlertState> alerts, Store<Contribution> contributions, Blocks blocks, AlertTelling telling) {
    /** So many tokens an alert names; one that counts more is not taken back. */
    private static final int MOST = 10_000;

    /**
     * One of the tokens that an alert on several of them counts.
     *
     * @param alert uid of the alert, which may be a roll-up
     * @param accused whether it puts the alert in an incident
     */
    public record Contribution(String alert, boolean accused) {}

    /** The alert with the tokens of these uses. */
    AlertState with(AlertState alert, Finding.Use use) {
        AlertState now = alert;
        if (alert.rollUp() && use.contents().isEmpty()) {
            return with(now, name(use.key().uid(), null), use.incident() != null);
        }
        for (Map.Entry<String, Boolean> one : use.contents().entrySet()) {
            now = with(now, name(use.key().uid(), one.getKey()), one.getValue());
        }
        return now;
    }

    private AlertState with(AlertState alert, String name, boolean accused) {
        Contribution before = contributions.get(name);
        if (before == null) {
            CountedTokens now = alert.belonging().tokens().plus(accused, MOST);
            if (now.counted() <= MOST) {
                contributions.put(name, new Contribution(alert.key().uid(), accused));
            }
            return now.equals(alert.belonging().tokens()) ? alert : alert.counting(now);
        }
        if (!accused || before.accused()) {
            return alert;
        }
        contributions.put(name, new Contribution(before.alert(), true));
        return alert.counting(alert.belonging().tokens().accused(true));
    }

    /** What was found holds no longer. */
    void withdrawn(Finding.Withdrawn withdrawn) {
        String uid = withdrawn.key().uid();
        String content = withdrawn.content();
        telling.left(uid, content, withdrawn.reason());
        AlertState alert = content == null ? alerts.get(uid) : null;
        if (alert != null) {
            alerts.put(uid, fallen(alert, withdrawn.reason()));
            return;
        }
        Contribution one = contributions.get(name(uid, content));
        AlertState counting = one == null ? null : alerts.get(one.alert());
        if (one != null && counting != null) {
            contributions.remove(name(uid, content));
            AlertState now = counting.counting(counting.belonging().tokens().minus(one.accused()));
            alerts.put(
                    one.alert(),
                    now.belonging().tokens().counted() > 0 ? accusing(now) : fallen(now, withdrawn.reason()));
        }
        blocks.acquitted(withdrawn.key(), content);
    }

    private AlertState fallen(AlertState alert, StatusDetail reason) {
        AlertState.Written written = alert.written();
        if (written != null && written.closed() != null) {
            return alert;
        }
        if (alert.blockKey() != null) {
            blocks.remove(alert.blockKey());
        }
        if (!alert.belonging().tokens().equals(CountedTokens.NONE)) {
            List<String> names = new ArrayList<>();
            contributions.forEach(alert.key().uid() + '/', (name, one) -> names.add(name));
            names.forEach(contributions::remove);
        }
        return telling.close(alert.counting(CountedTokens.NONE), reason);
    }

    /** Where none of the tokens that it counts is accused any more, it belongs to no incident. */
    private AlertState accusing(AlertState alert) {
        return alert.belonging().tokens().accused() > 0 || alert.incident() == null ? alert : outside(alert);
    }

    private AlertState outside(AlertState alert) {
        AlertState now = alert.inNone();
        return telling.prompt() ? telling.setRight(now, Long.MAX_VALUE) : now;
    }

    /** A record that came late explains uses from a time on. */
    void explained(Finding.Explained explained) {
        AlertState alert = alerts.get(explained.key().uid());
        AccessRecord first = alert == null ? null : alert.evidence().access();
        if (first != null && first.time() >= explained.from()) {
            withdrawn(new Finding.Withdrawn(explained.key(), StatusDetail.LATE_RECORD));
        }
    }

    /** The alert, or one of its tokens, accuses nobody any more. */
    void cleared(Finding.Cleared cleared) {
        String uid = cleared.key().uid();
        String content = cleared.content();
        AlertState alert = alerts.get(uid);
        if (alert == null || alert.incident() == null) {
            return;
        }
        telling.left(uid, content, StatusDetail.LATE_ISSUANCE);
        if (content == null) {
            alerts.put(uid, outside(alert));
            return;
        }
        Contribution one = contributions.get(name(uid, content));
        if (one != null && one.accused()) {
            contributions.put(name(uid, content), new Contribution(one.alert(), false));
            alerts.put(uid, accusing(alert.counting(alert.belonging().tokens().accused(false))));
        }
    }

    private static String name(String uid, @Nullable String content) {
        return uid + '/' + (content == null ? "" : content);
    }
}

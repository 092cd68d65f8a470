package org.forgedtoken.detector.group;

import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.step.Store;

/** GROUP's part for what falls: an alert goes with the last token that it counts. */
record Withdrawals(
        Store<AlertState> alerts,
        Contributions contributions,
        Blocks blocks,
        AlertTelling telling,
        IncidentTelling incidents,
        boolean prompt) {

    /** What was found holds no longer. */
    void withdrawn(Finding.Withdrawn withdrawn) {
        String uid = withdrawn.key().uid();
        String content = withdrawn.content();
        incidents.left(uid, content, withdrawn.reason());
        AlertState alert = content == null ? alerts.get(uid) : null;
        if (alert != null) {
            alerts.put(uid, fallen(alert, withdrawn.reason()));
            return;
        }
        contributions.takeBack(uid, content, alerts, (counting, left) -> {
            AlertState now = counting.counting(left);
            return left.counted() > 0 ? accusing(now) : fallen(now, withdrawn.reason());
        });
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
        contributions.forget(alert);
        return telling.close(alert.counting(AlertState.CountedTokens.NONE), reason);
    }

    /** Where none of the tokens that it counts is accused any more, it belongs to no incident. */
    private AlertState accusing(AlertState alert) {
        return alert.tokens().accused() > 0 || alert.incident() == null ? alert : outside(alert);
    }

    private AlertState outside(AlertState alert) {
        AlertState now = alert.inNone();
        return prompt ? telling.setRight(now, Long.MAX_VALUE) : now;
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
        incidents.left(uid, content, StatusDetail.LATE_ISSUANCE);
        if (content == null) {
            alerts.put(uid, outside(alert));
            return;
        }
        AlertState.CountedTokens now = contributions.cleared(alert, content);
        if (now != null) {
            alerts.put(uid, accusing(alert.counting(now)));
        }
    }
}

package org.forgedtoken.detector.group;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.IncidentEvent.Stands;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.VariantName;
import org.jspecify.annotations.Nullable;

/**
 * Tells the incidents of their alerts: live at once; in a replay of uses as they come, and of the alerts once all have
 * been read, in the order of their first uses, so that no order of arrival makes a difference.
 */
record IncidentTelling(boolean prompt, Emit out) {

    /**
     * Uses that count, or accesses that an alert tells of in sum.
     *
     * @param expected whether somebody expects their alert
     */
    void counted(AlertKey alert, @Nullable Membership incident, boolean expected, List<Involved> involved) {
        if (incident != null) {
            out.to(Channel.INCIDENT_EVENTS, new IncidentEvent.Counted(alert.uid(), incident, expected, involved));
        }
    }

    /** What the alert has counted, or of it the token of this content, counts no longer. */
    void left(String uid, @Nullable String content, StatusDetail reason) {
        out.to(
                Channel.INCIDENT_EVENTS,
                new IncidentEvent.Left(uid, content == null ? null : VariantName.key(content), reason));
    }

    /** The alert was written. */
    void written(AlertState alert) {
        if (prompt) {
            stands(alert).forEach(one -> out.to(Channel.INCIDENT_EVENTS, one));
        }
    }

    /** A key is behind the campaign to which the alert belongs. */
    void merged(Membership campaign, String into) {
        out.to(Channel.INCIDENT_EVENTS, new IncidentEvent.Merged(campaign, into));
    }

    /** All has been read. */
    void end(Store<AlertState> alerts, Store<IncidentEvent> byFirstUse, Runnable progress) {
        if (prompt) {
            return;
        }
        alerts.forEach((uid, alert) -> {
            for (Stands stands : stands(alert)) {
                byFirstUse.put(
                        place(stands.first())
                                + uid
                                + stands.incident().incident().uid(),
                        stands);
            }
            progress.run();
        });
        byFirstUse.forEach("", (place, stands) -> {
            out.to(Channel.INCIDENT_EVENTS, stands);
            progress.run();
        });
    }

    /** Texts in the order of times. */
    private static String place(long time) {
        return HexFormat.of().toHexDigits(time ^ Long.MIN_VALUE);
    }

    /** As it was written, for each of its incidents. */
    private static List<Stands> stands(AlertState alert) {
        Membership incident = alert.incident();
        AlertState.Written written = alert.written();
        if (incident == null || written == null) {
            return List.of();
        }
        List<Stands> all = new ArrayList<>();
        for (String uid : alert.incidents()) {
            Membership one = uid.equals(incident.incident().uid())
                    ? incident
                    : new Membership(new IncidentKey.Opened(uid), incident.since());
            all.add(stands(alert, one, written));
        }
        return all;
    }

    private static Stands stands(AlertState alert, Membership incident, AlertState.Written written) {
        StatusDetail closed = written.closed();
        boolean over = closed == StatusDetail.QUIET || closed == StatusDetail.RECOVERED;
        return new Stands(
                alert.key().uid(),
                alert.key().rule(),
                incident,
                written.severity(),
                written.count(),
                written.first(),
                written.last(),
                written.expected() ? StatusDetail.ANALYST : over ? null : closed);
    }
}

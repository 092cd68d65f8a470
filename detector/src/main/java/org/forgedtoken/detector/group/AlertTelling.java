package org.forgedtoken.detector.group;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.AlertState.Milestone;
import org.forgedtoken.detector.alert.AlertState.Written;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.IncidentEvent.Stands;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.VariantName;
import org.jspecify.annotations.Nullable;

/**
 * Says of an alert what is to be said: what it opens with, what it grows to, what was said wrong, and its end. Incidents are told
 * of it live at once; in a replay of uses as they come, and of the alerts once all have been read, in the order of their first
 * uses, so that no order of arrival makes a difference.
 *
 * @param resolution ms, to which the time of a hundredth and later use is told
 */
record AlertTelling(
        long resolution, Supplier<Exceptions> exceptions, boolean prompt, Consumer<Alert> alerts, Emit out) {

    /** Says at once what is known. */
    AlertState promptly(AlertState alert) {
        Written written = alert.written();
        return written != null && written.closed() != null
                ? write(alert, Activity.UPDATE, last(alert, Long.MAX_VALUE), null)
                : grown(alert, Long.MAX_VALUE);
    }

    /** Writes the create, if there is none, then an update for each count, and for the severity, it has grown to since. */
    AlertState grown(AlertState alert, long until) {
        AlertState now = alert;
        for (Milestone milestone : alert.milestones(until, resolution)) {
            Written written = now.written();
            if (written == null) {
                now = write(now, Activity.CREATE, milestone, null);
            } else if (milestone.grown() && milestone.count() > written.count()) {
                now = write(now, Activity.UPDATE, milestone, null);
            }
        }
        Written written = now.written();
        return written == null || written.closed() != null || isSaid(written, now) ? now : writeLast(now, until);
    }

    /** Whether how bad it is, whether somebody expects it, and where it belongs, has been said. */
    private boolean isSaid(Written written, AlertState alert) {
        return written.severity() == severity(alert, Long.MAX_VALUE)
                && written.expected() == isExpected(alert)
                && written.incidents().equals(alert.belonging().incidents())
                && Objects.equals(written.incident(), Membership.uid(alert.incident()));
    }

    /** Whether somebody expects it, be that said yet or not. */
    boolean isExpected(AlertState alert) {
        Written written = alert.written();
        return isExpected(triage(alert, written == null ? alert.lastUse() : written.last()));
    }

    /** What somebody said of it: an exception, if it holds for the last use, whether that is one that is told or not. */
    private @Nullable Triage triage(AlertState alert, long last) {
        SortedMap<Long, Long> recent = alert.recent();
        return alert.triage() != null
                ? alert.triage()
                : exceptions
                        .get()
                        .of(alert.key(), alert.evidence(), recent.isEmpty() ? last : Math.max(last, recent.lastKey()));
    }

    private static boolean isExpected(@Nullable Triage triage) {
        return triage != null && triage.isExpected();
    }

    private AlertState writeLast(AlertState alert, long until) {
        Milestone last = last(alert, until);
        boolean raised = alert.key().rule().isCriticalIfVerified()
                && alert.isVerifiedBy(Long.MAX_VALUE)
                && !alert.isVerifiedBy(alert.uses().horizon());
        // used again behind the end of the exception that it was created under
        boolean goesOn = exceptions.get().of(alert.key(), alert.evidence(), last.last()) != null
                && triage(alert, last.last()) == null;
        boolean again = alert.written() != null && alert.written().again();
        return write(alert, last.grown() || raised || goesOn || again ? Activity.UPDATE : Activity.CREATE, last, null);
    }

    /** Says that something which lasts has begun. */
    AlertState begin(AlertState alert) {
        return write(
                alert,
                alert.written() == null ? Activity.CREATE : Activity.UPDATE,
                alert.uses().settled(),
                null);
    }

    private Milestone last(AlertState alert, long until) {
        List<Milestone> milestones = alert.milestones(until, resolution);
        return milestones.isEmpty() ? alert.uses().settled() : milestones.get(milestones.size() - 1);
    }

    /**
     * Writes again what was said in a hurry and is not what the settled uses say. The record repeats the activity of the
     * one that it mends, so that the last record is the same in every order of arrival.
     */
    AlertState setRight(AlertState alert, long until) {
        Written written = alert.written();
        if (written == null || written.closed() != null) {
            return alert;
        }
        Milestone settled = last(alert, until);
        boolean said = written.count() == settled.count()
                && written.last() == settled.last()
                && written.evidence().equals(alert.evidence())
                && written.incidents().equals(alert.belonging().incidents())
                && Objects.equals(written.incident(), Membership.uid(alert.incident()));
        // Until all that was counted is settled, the count is ahead; then it can be too high still: of uses of one
        // moment that were the first, before an earlier one came.
        boolean isAhead = settled.count() < written.count() && until < written.last();
        return isAhead || said ? alert : writeLast(alert, until);
    }

    /** Says it again, since an analyst has decided, or it belongs elsewhere. */
    AlertState again(AlertState alert) {
        Written written = alert.written();
        return written == null
                ? alert
                : write(alert, Activity.UPDATE, said(written), written.closed()).toldAgain();
    }

    /** A record that a decision causes repeats what was last counted. */
    private static Milestone said(Written written) {
        return new Milestone(written.count(), written.count(), written.last(), false);
    }

    /** Says that it is over; first that it was, if that has not been said. */
    AlertState close(AlertState alert, StatusDetail reason) {
        Milestone milestone = last(alert, Long.MAX_VALUE);
        AlertState opened = alert.written() == null ? write(alert, Activity.CREATE, milestone, null) : alert;
        return write(opened, Activity.CLOSE, milestone, reason);
    }

    private AlertState write(AlertState alert, Activity activity, Milestone milestone, @Nullable StatusDetail closed) {
        AccessRecord access = alert.evidence().access();
        long first = access == null ? alert.uses().horizon() : access.time();
        // what is created speaks of the uses that it opens with
        long until = activity == Activity.CREATE ? alert.uses().horizon() : Long.MAX_VALUE;
        Severity severity = severity(alert, until);
        Written before = alert.written();
        String incident = Membership.uid(alert.incident());
        Triage triage = triage(alert, milestone.last());
        alerts.accept(new Alert(
                activity,
                alert.key(),
                severity,
                milestone.count(),
                first,
                milestone.last(),
                isVerified(alert, until),
                alert.evidence(),
                closed,
                triage,
                alert.rollUp(),
                incident,
                alert.belonging().incidents(),
                activity == Activity.CREATE && before != null));
        AlertState written = alert.written(new Written(
                milestone.count(),
                first,
                milestone.last(),
                severity,
                alert.evidence(),
                closed,
                isExpected(triage),
                alert.belonging().incidents(),
                incident,
                before != null && before.again()));
        if (prompt) {
            stands(written).forEach(one -> out.to(Channel.INCIDENT_EVENTS, one));
        }
        return written;
    }

    /** Where one verified use makes it worse, any counts; else the alert speaks of its first use. */
    private static boolean isVerified(AlertState alert, long until) {
        AccessRecord access = alert.evidence().access();
        return alert.key().rule().isCriticalIfVerified()
                ? alert.isVerifiedBy(until)
                : access != null && access.signature() == Signature.VALID;
    }

    private static Severity severity(AlertState alert, long until) {
        boolean weak = alert.evidence().identity() == IdentityKind.TUPLE;
        return alert.key()
                .rule()
                .severity(alert.isVerifiedBy(until), weak, alert.evidence().isRaised());
    }

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

    /** A key is behind the campaign to which the alert belongs. */
    void merged(Membership campaign, String into) {
        out.to(Channel.INCIDENT_EVENTS, new IncidentEvent.Merged(campaign, into));
    }

    /** All has been read. */
    void end(Store<AlertState> all, Store<IncidentEvent> byFirstUse, Runnable progress) {
        if (prompt) {
            return;
        }
        all.forEach((uid, alert) -> {
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
        StatusDetail closed = written.closed();
        boolean over = closed == StatusDetail.QUIET || closed == StatusDetail.RECOVERED;
        List<Stands> all = new ArrayList<>();
        for (String uid : alert.belonging().incidents()) {
            all.add(new Stands(
                    alert.key().uid(),
                    alert.key().rule(),
                    uid.equals(incident.incident().uid())
                            ? incident
                            : new Membership(new IncidentKey.Opened(uid), incident.since()),
                    written.severity(),
                    written.count(),
                    written.first(),
                    written.last(),
                    written.expected() ? StatusDetail.ANALYST : over ? null : closed));
        }
        return all;
    }
}

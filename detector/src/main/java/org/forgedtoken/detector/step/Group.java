package org.forgedtoken.detector.step;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.AlertState.Milestone;
import org.forgedtoken.detector.alert.AlertState.Written;
import org.forgedtoken.detector.alert.CountedTokens;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.step.DueTimes.Due;
import org.jspecify.annotations.Nullable;

/**
 * GROUP: the only place that opens, counts, updates and closes alerts. What is known is written at once; where uses
 * arrive in another order than they happened, the alert is set right once no earlier use can come any more, so that the
 * last record of an alert is the same in every order of arrival. Not thread-safe.
 */
public final class Group {
    private final GroupPolicy policy;
    private final Store<AlertState> alerts;
    private final Store<PositionMark> positions;
    private final Store<IncidentEvent> byFirstUse;
    private final Quotas quotas;
    private final Blocks blocks;
    private final UseTimes times;
    private final AlertTelling telling;
    private final IncidentTelling incidents;
    private final Lasting lasting;
    private final Contributions contributions;
    private final OverdrawnHoles holes;
    private final KeptDecisions decisions;
    private final DueTimes unsettled = new DueTimes();
    private final Map<Integer, Long> readTo = new TreeMap<>();

    /**
     * Takes up the state as it was left.
     *
     * @param task its number among those that group
     */
    public Group(int task, GroupPolicy policy, GroupState state, ToIncidents incidents, ToWrite out) {
        this.policy = policy;
        this.alerts = state.alerts();
        this.positions = state.positions();
        this.byFirstUse = state.byFirstUse();
        this.quotas = new Quotas(
                task,
                state.quotas(),
                isPrompt() ? policy.incidentAlertsMax() : Quotas.UNCAPPED,
                policy.looseAlertsMax());
        this.blocks = new Blocks(state.blocks(), policy.blockMax(), out);
        this.incidents = new IncidentTelling(isPrompt(), incidents);
        this.times = new UseTimes(policy.grace());
        this.telling = new AlertTelling(times.resolution(), policy.exceptions(), this.incidents, out);
        this.contributions = new Contributions(state.contributions());
        this.decisions = new KeptDecisions(state.decisions());
        this.lasting = new Lasting(alerts, quotas, telling, this.incidents, decisions);
        this.holes = new OverdrawnHoles(state.holes(), lasting);
        alerts.forEach((uid, alert) -> awaitSettling(uid, alert.recent()));
        positions.forEach((name, mark) -> readTo.put(mark.partition(), mark.position()));
    }

    /** Takes in one finding. */
    public void accept(Finding finding) {
        if (finding instanceof Finding.Use use) {
            used(use);
        } else if (finding instanceof Finding.Withdrawn withdrawn) {
            withdrawn(withdrawn);
        } else if (finding instanceof Finding.Explained explained) {
            explained(explained);
        } else if (finding instanceof Finding.Cleared cleared) {
            cleared(cleared);
        } else if (finding instanceof Finding.Begun begun) {
            lasting.begun(begun);
        } else if (finding instanceof Finding.Grown grown) {
            lasting.grown(grown);
        } else if (finding instanceof Finding.Involving involving) {
            lasting.involving(involving);
        } else if (finding instanceof Finding.Missing missing) {
            holes.missing(missing);
        } else if (finding instanceof Finding.Filled filled) {
            holes.filled(filled);
        } else if (finding instanceof Finding.Joined joined) {
            lasting.joined(joined);
        } else if (finding instanceof Finding.Ended ended) {
            lasting.ended(ended);
        }
    }

    /** An analyst has decided: whether on an alert of this task shows by its uid. */
    public void decided(AnalystAction action) {
        AlertState alert = alerts.get(action.uid());
        if (alert == null) {
            decisions.keep(action);
            return;
        }
        AlertState now = alert.decided(Triage.after(action, alert.triage()));
        if (alert.blockKey() != null) {
            decided(alert, now, alert.blockKey());
        }
        // what changes nothing, since its time has passed, is written all the same: whoever decided shall see that it
        // was read
        if (action.kind() != AnalystAction.Kind.REPORTED) {
            alerts.put(action.uid(), telling.again(now));
        }
    }

    private void decided(AlertState before, AlertState now, String blockKey) {
        if (isFalsePositive(now)) {
            blocks.lift(blockKey);
        } else if (isFalsePositive(before) && !isExcepted(now.key(), now, now.lastUse())) {
            blocks.placeAgain(blockKey);
        }
    }

    /** A judging task has been told how far the access feed was read. */
    public void readTo(PositionMark mark) {
        positions.put(Integer.toString(mark.partition()), mark);
        readTo.put(mark.partition(), mark.position());
        if (readTo.size() < mark.partitions()) {
            return;
        }
        long least = Long.MAX_VALUE;
        for (long position : readTo.values()) {
            least = Math.min(least, position);
        }
        settle(least == PositionMark.END ? least : least - policy.grace());
        blocks.readTo(least);
    }

    /**
     * Nothing more will come.
     *
     * @param progress is run once and again, which takes minutes where there are millions of alerts
     */
    public void end(Runnable progress) {
        incidents.end(alerts, byFirstUse, progress);
    }

    private void used(Finding.Use use) {
        AlertKey key = quotas.admit(use, uid -> alerts.get(uid) != null);
        String uid = key.uid();
        AlertState before = alerts.get(uid);
        AlertState known =
                before == null ? decisions.applied(opened(key, use, !key.equals(use.key()))) : joined(before, use);
        AlertState now = contributions.with(times.with(known, use), use).and(use.incident());
        unsettled.add(written(now) ? use.first() : Math.max(use.first(), now.horizon()), uid);
        // what is decided on a roll-up says nothing of each of those for which it stands
        incidents.counted(use, now.rollUp() ? isExcepted(use.key(), now, use.last()) : telling.isExpected(now));
        blocks.used(use, uid, isFalsePositive(now) || isExcepted(use.key(), now, use.last()));
        // what was withdrawn and holds after all has been written already
        AlertState told = isPrompt() || now.hasFallen() ? telling.promptly(now) : now;
        boolean reopened = before != null && !Objects.equals(before.triage(), now.triage());
        alerts.put(uid, reopened && told.equals(now) ? telling.again(now) : told);
    }

    private static boolean isFalsePositive(AlertState alert) {
        return alert.triage() != null && alert.triage().isFalsePositive();
    }

    /** Whether it is expected beforehand; {@code key} is that of one of those for which a roll-up stands. */
    private boolean isExcepted(AlertKey key, AlertState alert, long last) {
        return policy.exceptions().get().of(key, alert.evidence(), last) != null;
    }

    private static boolean written(AlertState alert) {
        return alert.written() != null;
    }

    private boolean isPrompt() {
        return policy.writing() == GroupPolicy.Writing.PROMPT;
    }

    private static AlertState opened(AlertKey key, Finding.Use use, boolean rollUp) {
        long until = Math.max(use.first(), use.horizon());
        return AlertState.opened(key, use.evidence(), until, Milestone.NONE, rollUp, null, null)
                .with(use.verifiedAt(), use.blockKey());
    }

    /** One use more; where it is the first by the order of uses, the alert speaks of it. */
    private static AlertState joined(AlertState before, Finding.Use use) {
        Triage triage = Triage.goingOn(before.triage(), use.last());
        if (before.hasFallen()) {
            return opened(before.key(), use, before.rollUp())
                    .written(before.written())
                    .decided(triage);
        }
        // whoever uses a canary's token again is none
        boolean first = before.evidence().isOfCanary() == use.evidence().isOfCanary()
                ? isFirst(use.evidence().access(), before.evidence().access())
                : before.evidence().isOfCanary();
        AlertState now = before.decided(triage).with(use.verifiedAt(), use.blockKey());
        return first ? now.startingWith(use.evidence(), Math.max(use.first(), use.horizon())) : now;
    }

    /** Of the same use what is told last holds: more is known of it by then. */
    private static boolean isFirst(@Nullable AccessRecord a, @Nullable AccessRecord b) {
        return a != null && b != null && AccessRecord.BY_USE.compare(a, b) <= 0;
    }

    private void withdrawn(Finding.Withdrawn withdrawn) {
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
        Written written = alert.written();
        if (written != null && written.closed() != null) {
            return alert;
        }
        if (alert.blockKey() != null) {
            blocks.remove(alert.blockKey());
        }
        contributions.forget(alert);
        return telling.close(alert.counting(CountedTokens.NONE), reason);
    }

    /** Where none of the tokens that it counts is accused any more, it belongs to no incident. */
    private AlertState accusing(AlertState alert) {
        return alert.tokens().accused() > 0 || alert.incident() == null ? alert : outside(alert);
    }

    private AlertState outside(AlertState alert) {
        AlertState now = alert.inNone();
        return isPrompt() ? telling.setRight(now, Long.MAX_VALUE) : now;
    }

    private void explained(Finding.Explained explained) {
        AlertState alert = alerts.get(explained.key().uid());
        AccessRecord first = alert == null ? null : alert.evidence().access();
        if (first != null && first.time() >= explained.from()) {
            withdrawn(new Finding.Withdrawn(explained.key(), StatusDetail.LATE_RECORD));
        }
    }

    private void cleared(Finding.Cleared cleared) {
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
        CountedTokens now = contributions.cleared(alert, content);
        if (now != null) {
            alerts.put(uid, accusing(alert.counting(now)));
        }
    }

    private void settle(long until) {
        for (Due next = unsettled.poll(until); next != null; next = unsettled.poll(until)) {
            String uid = next.name();
            AlertState alert = alerts.get(uid);
            if (alert == null) {
                continue;
            }
            AlertState now = telling.setRight(telling.grown(times.compacted(alert, until), until), until);
            if (!now.equals(alert)) {
                alerts.put(uid, now);
            }
            awaitSettling(uid, alert.recent().tailMap(until == Long.MAX_VALUE ? until : until + 1));
        }
    }

    private void awaitSettling(String uid, SortedMap<Long, Long> uses) {
        if (!uses.isEmpty()) {
            unsettled.add(uses.firstKey(), uid);
        }
    }
}

package org.forgedtoken.detector.group;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.AlertState.Milestone;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.DueTimes;
import org.forgedtoken.detector.step.DueTimes.Due;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.ForGroup;
import org.forgedtoken.detector.step.ForWrite;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.Pace;
import org.forgedtoken.detector.step.Quotas;
import org.forgedtoken.detector.step.Stage;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Stores;
import org.jspecify.annotations.Nullable;

/**
 * GROUP: the only place that opens, counts, updates and closes alerts. What is known is written at once; where uses
 * arrive in another order than they happened, the alert is set right once no earlier use can come any more, so that the
 * last record of an alert is the same in every order of arrival. Not thread-safe.
 */
public final class Group implements Stage<ForGroup> {
    /** Ms of grace by so many: to that the time of a hundredth and later use is told. */
    private static final int STRETCHES = 16;

    private final int task;
    private final GroupPolicy policy;
    private final long grace;
    private final Emit out;
    private final CanaryEcho echo;
    private final Pace echoes = new Pace(1_000);
    private long now;
    private final Store<AlertState> alerts;
    private final Store<PositionMark> positions;
    private final Store<IncidentEvent> byFirstUse;
    private final Quotas quotas;
    private final Blocks blocks;
    private final long resolution;
    private final AlertTelling telling;
    private final Lasting lasting;
    private final Withdrawals withdrawals;
    private final OverdrawnHoles holes;
    private final KeptDecisions decisions;
    private final DueTimes unsettled = new DueTimes();

    /**
     * Takes up the state as it was left.
     *
     * @param task its number among those that group
     */
    public Group(int task, GroupPolicy policy, Stores stores, Emit out) {
        this.task = task;
        this.out = out;
        this.policy = policy;
        this.alerts = stores.of(GroupState.ALERTS);
        this.positions = stores.of(GroupState.READ_TO);
        this.byFirstUse = stores.of(GroupState.BY_FIRST_USE);
        this.quotas = new Quotas(
                task,
                stores.of(GroupState.QUOTAS),
                isPrompt() ? policy.incidentAlertsMax() : Quotas.UNCAPPED,
                policy.looseAlertsMax());
        this.blocks = new Blocks(stores.of(GroupState.BLOCKS), policy.settings().millis(Catalogue.BLOCK_MAX), out);
        this.grace = policy.settings().millis(Catalogue.LEDGER_GRACE);
        this.resolution = Math.max(1, grace / STRETCHES);
        this.telling = new AlertTelling(resolution, policy.exceptions(), isPrompt(), this::write, out);
        this.decisions = new KeptDecisions(stores.of(GroupState.DECISIONS));
        this.lasting = new Lasting(alerts, quotas, telling, decisions);
        this.withdrawals = new Withdrawals(alerts, stores.of(GroupState.CONTRIBUTIONS), blocks, telling);
        this.holes = new OverdrawnHoles(stores.of(GroupState.HOLES), lasting);
        this.echo =
                new CanaryEcho(policy.settings(), stores.of(GroupState.CANARIES_AWAITED), alerts::has, this::accept);
        alerts.forEach((uid, alert) -> awaitSettling(uid, alert.recent()));
    }

    @Override
    public void accept(List<? extends ForGroup> batch) {
        for (ForGroup message : batch) {
            if (message instanceof ForGroup.Found found) {
                accept(found.finding());
            } else if (message instanceof ForGroup.ForIncidents known) {
                out.to(Channel.INCIDENT_EVENTS, known.event());
            } else if (message instanceof ForGroup.Decided decided) {
                decided(decided.action());
            } else if (message instanceof ForGroup.ReadTo readTo) {
                readTo(readTo.mark());
            }
        }
    }

    @Override
    public void tick(long wallClock) {
        now = wallClock;
        if (echoes.isDue(wallClock)) {
            echo.wallClock(wallClock);
        }
    }

    private void write(Alert alert) {
        out.to(Channel.OUTPUT, new ForWrite.Alerted(alert));
        if (alert.evidence().isOfCanary()) {
            echo.heard(alert.key().uid(), now);
        }
    }

    void accept(Finding finding) {
        if (finding instanceof Finding.Planted planted) {
            echo.planted(planted);
        } else if (finding instanceof Finding.Use use) {
            used(use);
        } else if (finding instanceof Finding.Withdrawn withdrawn) {
            withdrawals.withdrawn(withdrawn);
        } else if (finding instanceof Finding.Explained explained) {
            withdrawals.explained(explained);
        } else if (finding instanceof Finding.Cleared cleared) {
            withdrawals.cleared(cleared);
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
    private void decided(AnalystAction action) {
        decidedOnAlert(action);
        if (task == 0) {
            out.to(Channel.INCIDENT_EVENTS, new IncidentEvent.Decided(action));
        }
    }

    private void decidedOnAlert(AnalystAction action) {
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
    private void readTo(PositionMark mark) {
        positions.put(Integer.toString(mark.partition()), mark);
        List<Long> all = new ArrayList<>();
        positions.forEach((name, one) -> all.add(one.position()));
        if (all.size() < mark.partitions()) {
            return;
        }
        long least = Collections.min(all);
        settle(least == PositionMark.END ? least : least - grace);
        blocks.readTo(least);
    }

    /**
     * Nothing more will come.
     *
     * @param progress is run once and again, which takes minutes where there are millions of alerts
     */
    public void end(Runnable progress) {
        telling.end(alerts, byFirstUse, progress);
    }

    private void used(Finding.Use use) {
        AlertKey key = quotas.admit(use, alerts::has);
        String uid = key.uid();
        AlertState before = alerts.get(uid);
        AlertState known =
                before == null ? decisions.applied(opened(key, use, !key.equals(use.key()))) : joined(before, use);
        AlertState now =
                withdrawals.with(known.with(use.uses(), resolution), use).and(use.incident());
        unsettled.add(
                written(now) ? use.first() : Math.max(use.first(), now.uses().horizon()), uid);
        // what is decided on a roll-up says nothing of each of those for which it stands
        boolean expected = now.rollUp() ? isExcepted(use.key(), now, use.last()) : telling.isExpected(now);
        telling.counted(use.key(), use.incident(), expected, use.involved());
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

    private void settle(long until) {
        for (Due next = unsettled.poll(until); next != null; next = unsettled.poll(until)) {
            String uid = next.name();
            AlertState alert = alerts.get(uid);
            if (alert == null) {
                continue;
            }
            AlertState now = telling.setRight(telling.grown(alert.compacted(until, resolution), until), until);
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

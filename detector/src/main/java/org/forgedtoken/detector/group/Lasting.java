package org.forgedtoken.detector.group;

import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.AlertState.Milestone;
import org.forgedtoken.detector.alert.AlertState.Written;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.step.Quotas;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Tenfold;
import org.jspecify.annotations.Nullable;

/**
 * GROUP's part for what lasts, outages and episodes: opened once, told again at each tenfold count, closed at the end. A
 * roll-up stands until the last of those that it stands for has ended; its count is that with which they began.
 */
record Lasting(Store<AlertState> alerts, Quotas quotas, AlertTelling telling, KeptDecisions decisions) {

    void begun(Finding.Begun begun) {
        AlertKey key = admitted(begun.key(), begun.start());
        AlertState before = alerts.get(key.uid());
        if (!key.equals(begun.key()) && before != null) {
            if (isToldAgain(begun)) {
                return; // it is counted in there already
            }
            Milestone all = before.uses().settled();
            Milestone now = new Milestone(
                    all.seen() + 1, all.count() + begun.count(), Math.max(all.last(), begun.last()), false);
            tell(state(key, Math.min(before.uses().horizon(), begun.start()), before.evidence(), now, before, true));
            return;
        }
        Milestone now = new Milestone(1, begun.count(), begun.last(), false);
        IncidentKey incident = begun.incident();
        AlertState opened = state(key, begun.start(), begun.evidence(), now, before, !key.equals(begun.key()));
        tell((before == null ? decisions.applied(opened) : opened)
                .and(incident == null ? null : new Membership(incident, begun.start())));
    }

    void grown(Finding.Grown grown) {
        AlertState before = alerts.get(grown.key().uid());
        if (before != null) {
            Milestone now = new Milestone(1, grown.count(), grown.last(), false);
            tell(state(grown.key(), before.uses().horizon(), before.evidence(), now, before, false));
        }
    }

    /** The incident of a key counts its own, whatever else the sources do; a roll-up stands for too many. */
    void involving(Finding.Involving involving) {
        AlertState alert = alerts.get(involving.key().uid());
        if (alert == null || !isOfSource(alert)) {
            return;
        }
        Written written = alert.written();
        if (written != null && written.closed() == null) {
            telling.counted(alert.key(), alert.incident(), written.expected(), involving.involved());
        }
    }

    /** It stays where it opened; of a campaign the incident of the key goes on. */
    void joined(Finding.Joined joined) {
        AlertState alert = alerts.get(joined.key().uid());
        Membership campaign = alert == null ? null : alert.incident();
        if (alert != null && campaign != null && isOfSource(alert)) {
            telling.merged(campaign, joined.incident().incident().uid());
        }
    }

    private static boolean isOfSource(AlertState alert) {
        Membership incident = alert.incident();
        return incident != null && incident.incident() instanceof IncidentKey.OfSource;
    }

    void ended(Finding.Ended ended) {
        AlertKey key = admitted(ended.key(), ended.start());
        AlertState before = alerts.get(key.uid());
        if (key.equals(ended.key()) || before == null) {
            Milestone now = new Milestone(0, ended.count(), ended.last(), false);
            Evidence said = before != null && ended.evidence().more().isEmpty() ? before.evidence() : ended.evidence();
            AlertState last = state(key, ended.start(), said, now, before, !key.equals(ended.key()));
            alerts.put(key.uid(), telling.close(last, ended.reason()));
            return;
        }
        Milestone all = before.uses().settled();
        Milestone now = new Milestone(all.seen() - 1, all.count(), Math.max(all.last(), ended.last()), false);
        AlertState rest = state(key, before.uses().horizon(), before.evidence(), now, before, true);
        alerts.put(key.uid(), now.seen() > 0 ? rest : telling.close(rest, ended.reason()));
    }

    private AlertKey admitted(AlertKey key, long start) {
        return quotas.admit(key, start, alerts::has);
    }

    private void tell(AlertState now) {
        Written written = now.written();
        boolean news = written == null
                || written.closed() != null
                || saysMoreOfTheFeed(written, now)
                || Tenfold.isReached(written.count(), now.uses().settled().count());
        alerts.put(now.key().uid(), news ? telling.begin(now) : now);
    }

    /** Of a feed's outage that goes on more is known: a setting that would help, or a larger value of it. */
    private static boolean isToldAgain(Finding.Begun begun) {
        return begun.key().rule() == Rule.LEDGER_DEGRADED && begun.last() > begun.start();
    }

    /** A feed that gets worse needs another setting than was named before. */
    private static boolean saysMoreOfTheFeed(Written written, AlertState now) {
        return now.key().rule() == Rule.LEDGER_DEGRADED
                && !now.rollUp()
                && !written.evidence().equals(now.evidence());
    }

    private static AlertState state(
            AlertKey key, long start, Evidence evidence, Milestone now, @Nullable AlertState before, boolean rollUp) {
        AlertState opened = AlertState.opened(
                key,
                evidence,
                start,
                now,
                rollUp,
                before == null ? null : before.written(),
                before == null ? null : Triage.goingOn(before.triage(), now.last()));
        return before == null || before.hasFallen() ? opened : opened.and(before.incident());
    }
}

package org.forgedtoken.detector.step;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.alert.Proof;
import org.forgedtoken.detector.alert.StatusDetail;

/**
 * In memory, so that an incident is up to date at any time and an alert may leave it; of an incident that has no room left in
 * sum alone. A new member is put aside with the event that tells of it; how often a known one was seen again with
 * {@link #save} alone. Not thread-safe.
 */
final class LiveShares implements Shares {
    private final IncidentFiles files;
    private final IncidentState state;
    private final Map<String, AlertShare> shares = new HashMap<>();
    private final Map<String, AlertShare> unsaved = new HashMap<>();

    /** Takes up the state as it was left. */
    LiveShares(IncidentFiles files, IncidentState state) {
        this.files = files;
        this.state = state;
        state.shares().forEach((uid, head) -> shares.put(uid, new AlertShare(uid, head)));
        state.rows().forEach((name, row) -> {
            int slash = name.lastIndexOf('/');
            AlertShare share = shares.get(name.substring(0, slash));
            if (share != null) {
                share.restore(Integer.parseInt(name.substring(slash + 1)), row);
            }
        });
        shares.values().forEach(share -> {
            Membership incident = share.head().incident();
            if (incident != null) {
                files.of(incident.incident().uid()).attach(share);
            }
        });
    }

    @Override
    public void counted(IncidentEvent.Counted event) {
        AlertShare share = shares.get(event.alert());
        Membership before = share == null ? null : share.head().incident();
        Membership incident = Membership.earlier(before, event.incident());
        IncidentFile file = files.of(incident == null ? event.incident() : incident);
        if (share == null && !file.hasRoom()) {
            if (!event.expected()) { // what is counted in sum alone counts for good
                event.involved().forEach(one -> file.add(event.alert(), one));
            }
            return;
        }
        AlertShare known = shares.computeIfAbsent(event.alert(), uid -> new AlertShare(uid, event.rule()));
        boolean verified = (event.proof() != Proof.NONE) && !known.head().verified();
        StatusDetail fallen = event.expected() ? StatusDetail.ANALYST : null;
        if (!event.incident().equals(before) || verified || known.head().fallen() != fallen) {
            change(known, () -> {
                known.in(incident, (event.proof() != Proof.NONE));
                known.fallen(fallen);
            });
        }
        add(known, file, event);
    }

    private void add(AlertShare share, IncidentFile file, IncidentEvent.Counted event) {
        boolean news = share.size() == 0;
        for (Involved one : event.involved()) {
            boolean known = share.has(one.who());
            if (known || file.hasRoom()) {
                file.add(share, one);
                news |= !known;
            } else if (share.counts()) {
                file.add(share.uid(), one);
            }
        }
        unsaved.put(share.uid(), share);
        if (news) {
            share.save(state);
        }
    }

    @Override
    public void stands(IncidentEvent.Stands event, IncidentFile file) {
        AlertShare share = shares.computeIfAbsent(event.alert(), uid -> new AlertShare(uid, event.rule()));
        change(share, () -> share.written(event));
        unsaved.put(share.uid(), share);
        share.save(state);
    }

    /** Changes what a share says of itself; where that moves it to another incident, all that it has counted goes along. */
    private void change(AlertShare share, Runnable change) {
        Membership before = share.head().incident();
        IncidentFile from = before == null ? null : files.of(before.incident().uid());
        if (from != null) {
            from.detach(share);
        }
        change.run();
        Membership now = share.head().incident();
        if (now != null) {
            IncidentFile to = files.of(now);
            to.attach(share);
            if (from != null && !from.equals(to)) {
                from.fell(StatusDetail.LATE_RECORD);
            }
        }
    }

    @Override
    public void left(IncidentEvent.Left event) {
        if (event.token() != null) {
            return;
        }
        AlertShare share = shares.remove(event.alert());
        if (share == null) {
            return;
        }
        Membership incident = share.head().incident();
        if (incident != null) {
            IncidentFile file = files.of(incident.incident().uid());
            file.detach(share);
            file.fell(event.reason());
        }
        unsaved.remove(share.uid());
        share.clear(state.rows());
        state.shares().remove(share.uid());
    }

    @Override
    public void eachAccount(IncidentFile file, Consumer<IncidentAccount> visitor) {
        IncidentAccount.of(file).forEach(visitor);
    }

    @Override
    public void save() {
        unsaved.values().forEach(share -> share.save(state));
        unsaved.clear();
    }
}

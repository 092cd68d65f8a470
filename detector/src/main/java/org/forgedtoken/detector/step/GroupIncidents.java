package org.forgedtoken.detector.step;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.feed.AnalystAction;

/**
 * GROUP's second half: from a million alerts to the one incident that a person works on. One task has all incidents,
 * since an alert may move from one to another, and takes with it what it has counted. Not thread-safe.
 *
 * <p>What it works with is in memory; the stores are for a restart. A new member of an incident is put aside with the
 * event that tells of it; how often a known one was seen again only when {@link #wake} is called, so that one alert of
 * many uses is not a write each use: after a crash these counts may lack what came in the moment before.
 */
public final class GroupIncidents {
    /**
     * Accounts may be told of before the alert that opens their incident, and where a roll-up stands for that alert it never
     * opens: of so many incidents they are remembered.
     */
    static final int MOST_UNOPENED = 1_000;

    private final IncidentPolicy policy;
    private final IncidentState state;
    private final LiveTokenCounts live;
    private final IncidentWriting writing;
    private final ExactShares exact;
    private final Map<String, IncidentFile> files = new TreeMap<>();
    private final Map<String, AlertShare> shares = new HashMap<>();
    private final Map<String, AlertShare> unsaved = new HashMap<>();
    /** Of which nothing is known but accounts, the oldest first. */
    private final Set<String> unopened = new LinkedHashSet<>();

    /** Takes up the state as it was left. */
    public GroupIncidents(IncidentPolicy policy, IncidentState state, ToIncidentWrite out) {
        this.policy = policy;
        this.state = state;
        this.live = new LiveTokenCounts(state.live());
        this.writing = new IncidentWriting(policy, live, out);
        this.exact = new ExactShares(state);
        state.incidents().forEach((uid, memory) -> file(uid).restore(memory));
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
                file(incident.incident().uid()).attach(share);
            }
        });
        state.accounts().forEach((name, known) -> {
            int bar = name.indexOf('|');
            file(name.substring(0, bar)).account(name.substring(bar + 1), known > 0);
        });
        files.forEach((uid, file) -> {
            file.isWritten();
            if (file.isUnopened()) {
                unopened.add(uid);
            }
        });
    }

    /**
     * Takes in one event.
     *
     * @param now wall clock, epoch ms
     */
    public void accept(IncidentEvent event, long now) {
        if (event instanceof IncidentEvent.Counted counted) {
            counted(counted);
        } else if (event instanceof IncidentEvent.Stands stands) {
            stands(stands, now);
        } else if (event instanceof IncidentEvent.Left left) {
            left(left);
        } else if (event instanceof IncidentEvent.AccountKnown account) {
            account(account);
        } else if (event instanceof IncidentEvent.Decided decided) {
            decided(decided.action(), now);
        } else if (event instanceof IncidentEvent.LiveTokens tokens && live.take(tokens)) {
            files.values().stream().filter(live::concerns).forEach(IncidentFile::touch);
        }
    }

    /** Time has passed: writes what is due, and puts aside what has changed. Of no use in a replay. */
    public void wake(long now) {
        files.values().forEach(file -> writing.perhaps(file, now));
        unsaved.values().forEach(share -> share.save(state));
        unsaved.clear();
        files.values().forEach(file -> file.save(state));
    }

    /** Nothing more will come: every incident is written as it stands now. */
    public void end() {
        files.values().forEach(writing::last);
    }

    /** What they have to do with which accounts, in the order of uids and names. */
    public void eachAccount(Consumer<IncidentAccount> visitor) {
        files.values().forEach(file -> {
            if (policy.isPrompt()) {
                IncidentAccount.of(file).forEach(visitor);
            } else {
                exact.eachAccount(file, visitor);
            }
        });
    }

    /** What stands open, and until when it must be reported. */
    public IncidentLevels levels() {
        return writing.levels(files.values());
    }

    private void counted(IncidentEvent.Counted event) {
        if (!policy.isPrompt()) {
            exact.counted(event);
            return;
        }
        AlertShare share = shares.get(event.alert());
        Membership before = share == null ? null : share.head().incident();
        Membership incident = Membership.better(before, event.incident());
        IncidentFile file = named(incident == null ? event.incident() : incident);
        if (share == null && !file.hasRoom()) {
            event.involved().forEach(one -> file.add(event.alert(), one));
            return;
        }
        AlertShare known = shares.computeIfAbsent(event.alert(), uid -> new AlertShare(uid, event.rule()));
        boolean verified = event.verified() && !known.head().verified();
        if (!event.incident().equals(before) || verified || known.head().fallen() != null) {
            change(known, () -> {
                known.in(incident, event.verified());
                known.fallen(null);
            });
        }
        add(known, file, event);
    }

    private void decided(AnalystAction action, long now) {
        IncidentFile file = files.get(action.uid());
        if (file == null) {
            return; // on an alert, or on nothing that there is
        }
        String regime = action.regime();
        IncidentMemory before = file.memory();
        if (action.kind() == AnalystAction.Kind.REPORTED
                && regime != null
                && policy.reporting().containsKey(regime)) {
            file.memory(before.reported(regime, action.time()));
        } else {
            file.memory(before.decided(Triage.after(action, before.triage())));
        }
        if (!file.memory().equals(before)) {
            writing.decided(file, now);
        }
    }

    private void add(AlertShare share, IncidentFile file, IncidentEvent.Counted event) {
        boolean news = share.size() == 0;
        for (Involved one : event.involved()) {
            boolean known = share.has(one.who());
            if (known || file.hasRoom()) {
                file.add(share, one);
                news |= !known;
            } else {
                file.add(share.uid(), one);
            }
        }
        unsaved.put(share.uid(), share);
        if (news) {
            share.save(state);
        }
    }

    private void stands(IncidentEvent.Stands event, long now) {
        if (!policy.isPrompt()) {
            IncidentFile file = named(event.incident());
            exact.fold(event, file);
            if (event.fallen() != null) {
                fallen(file, event.fallen());
            }
            writing.perhaps(file, now);
            return;
        }
        AlertShare share = shares.computeIfAbsent(event.alert(), uid -> new AlertShare(uid, event.rule()));
        change(share, () -> share.written(event));
        IncidentFile file = named(event.incident());
        if (event.fallen() != null) {
            fallen(file, event.fallen());
        }
        unsaved.put(share.uid(), share);
        share.save(state);
    }

    private void left(IncidentEvent.Left event) {
        if (!policy.isPrompt()) {
            exact.left(event.alert());
            return;
        }
        AlertShare share = shares.remove(event.alert());
        if (share == null) {
            return;
        }
        Membership incident = share.head().incident();
        if (incident != null) {
            IncidentFile file = file(incident.incident().uid());
            file.detach(share);
            fallen(file, event.reason());
        }
        unsaved.remove(share.uid());
        share.clear(state.rows());
        state.shares().remove(share.uid());
    }

    private void account(IncidentEvent.AccountKnown event) {
        IncidentFile file = fileOfAccounts(event.incident());
        if (file.isKnown(event.account()) != null || file.hasRoomForAccount()) {
            file.account(event.account(), event.known());
            state.accounts().put(event.incident() + '|' + event.account(), event.known() ? 1L : 0L);
        }
    }

    /** Changes what a share says of itself; where that moves it to another incident, all that it has counted goes along. */
    private void change(AlertShare share, Runnable change) {
        Membership before = share.head().incident();
        IncidentFile from = before == null ? null : file(before.incident().uid());
        if (from != null) {
            from.detach(share);
        }
        change.run();
        Membership now = share.head().incident();
        if (now != null) {
            IncidentFile to = named(now);
            to.attach(share);
            if (from != null && !from.equals(to)) {
                fallen(from, StatusDetail.LATE_RECORD);
            }
        }
    }

    private static void fallen(IncidentFile file, StatusDetail reason) {
        file.memory(file.memory().fallen(reason));
    }

    private IncidentFile fileOfAccounts(String uid) {
        if (policy.isPrompt() && !files.containsKey(uid)) {
            unopened.add(uid);
            if (unopened.size() > MOST_UNOPENED) {
                forgetOldest();
            }
        }
        return file(uid);
    }

    private void forgetOldest() {
        String oldest = unopened.iterator().next();
        unopened.remove(oldest);
        state.incidents().remove(oldest);
        IncidentFile file = files.remove(oldest);
        if (file != null) {
            file.accounts().forEach(account -> state.accounts().remove(oldest + '|' + account));
        }
    }

    /** How many incidents are remembered, opened or not. */
    int size() {
        return files.size();
    }

    private IncidentFile file(String uid) {
        return files.computeIfAbsent(uid, u -> new IncidentFile(u, policy));
    }

    /** The incident; now it is known what it is about. */
    private IncidentFile named(Membership membership) {
        unopened.remove(membership.incident().uid());
        IncidentFile file = file(membership.incident().uid());
        if (file.key() == null && membership.incident().isWhole()) {
            file.memory(file.memory().about(membership.incident()));
        }
        return file;
    }
}

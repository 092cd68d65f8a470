package org.forgedtoken.detector.step;

import java.util.function.Consumer;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.feed.AnalystAction;

/**
 * GROUP's second half: from a million alerts to the one incident that a person works on. One task has all incidents,
 * since an alert may move from one to another, and takes with it what it has counted. Not thread-safe.
 *
 * <p>Live, what it works with is in memory and the stores are for a restart. A new member of an incident is put aside with
 * the event that tells of it; how often a known one was seen again only when {@link #wake} is called, so that one alert of
 * many uses is not a write each use: after a crash these counts may lack what came in the moment before.
 */
public final class GroupIncidents {
    private final IncidentPolicy policy;
    private final IncidentState state;
    private final LiveTokenCounts live;
    private final IncidentWriting writing;
    private final IncidentFiles files;
    private final Shares shares;

    /** Takes up the state as it was left. */
    public GroupIncidents(IncidentPolicy policy, IncidentState state, ToIncidentWrite out) {
        this.policy = policy;
        this.state = state;
        this.live = new LiveTokenCounts(state.live());
        this.writing = new IncidentWriting(policy, live, out);
        this.files = new IncidentFiles(policy, state);
        this.shares = policy.isPrompt() ? new LiveShares(files, state) : new ExactShares(state);
        files.restoreAccounts();
    }

    /**
     * Takes in one event.
     *
     * @param now wall clock, epoch ms
     */
    public void accept(IncidentEvent event, long now) {
        if (event instanceof IncidentEvent.Counted counted) {
            shares.counted(counted);
        } else if (event instanceof IncidentEvent.Stands stands) {
            stands(stands, now);
        } else if (event instanceof IncidentEvent.Left left) {
            shares.left(left);
        } else if (event instanceof IncidentEvent.AccountKnown account) {
            files.account(account);
        } else if (event instanceof IncidentEvent.Decided decided) {
            decided(decided.action(), now);
        } else if (event instanceof IncidentEvent.LiveTokens tokens && live.take(tokens)) {
            files.all().stream().filter(live::concerns).forEach(IncidentFile::touch);
        }
    }

    /** Time has passed: writes what is due, and puts aside what has changed. Of no use in a replay. */
    public void wake(long now) {
        files.all().forEach(file -> writing.perhaps(file, now));
        shares.save();
        files.all().forEach(file -> file.save(state));
    }

    /** Nothing more will come: every incident is written as it stands now. */
    public void end() {
        files.all().forEach(writing::last);
    }

    /** What they have to do with which accounts, in the order of uids and names. */
    public void eachAccount(Consumer<IncidentAccount> visitor) {
        files.all().forEach(file -> shares.eachAccount(file, visitor));
    }

    /** What stands open, and until when it must be reported. */
    public IncidentLevels levels() {
        return writing.levels(files.all());
    }

    private void stands(IncidentEvent.Stands event, long now) {
        IncidentFile file = files.of(event.incident());
        shares.stands(event, file);
        if (event.fallen() != null) {
            file.fell(event.fallen());
        }
        writing.stands(file, now);
    }

    private void decided(AnalystAction action, long now) {
        IncidentFile file = files.find(action.uid());
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
        if (action.kind() != AnalystAction.Kind.REPORTED || !file.memory().equals(before)) {
            writing.decided(file, now);
        }
    }

    /** How many incidents are remembered, opened or not. */
    int size() {
        return files.all().size();
    }
}

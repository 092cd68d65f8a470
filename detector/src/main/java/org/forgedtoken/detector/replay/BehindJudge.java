package org.forgedtoken.detector.replay;

import java.io.Closeable;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.AnonymousUse;
import org.forgedtoken.detector.step.Group;
import org.forgedtoken.detector.step.GroupIncidents;
import org.forgedtoken.detector.step.GroupPolicy;
import org.forgedtoken.detector.step.GroupState;
import org.forgedtoken.detector.step.IncidentAccount;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.IncidentState;
import org.forgedtoken.detector.step.KeyBlocks;
import org.forgedtoken.detector.step.ToGroup;
import org.forgedtoken.detector.step.ToWatch;
import org.forgedtoken.detector.step.Watched;
import org.forgedtoken.detector.topology.Policies;

/**
 * What stands behind JUDGE: WATCH → GROUP → INCIDENTS → files, one task of each, with threads of their own. All that is
 * told here comes through them in the order in which it is told. All methods are for the one that tells.
 */
final class BehindJudge implements ToGroup, ToWatch, Closeable {
    private final boolean hasAccounts;
    private final Watching watching;
    private final Lane ofGroup = new Lane("replay-group");
    private final Group group;
    private final GroupIncidents incidents;
    private final ResultFiles results;

    /** @param hasAccounts whether there is an accounts feed */
    BehindJudge(
            Settings settings,
            boolean hasAccounts,
            GroupState state,
            IncidentState incidentState,
            ResultFiles results,
            long awareAt) {
        this.hasAccounts = hasAccounts;
        this.results = results;
        this.incidents = new GroupIncidents(
                Policies.incidents(settings, awareAt),
                incidentState,
                new KeyBlocks(
                        settings.alerts().blockKeys(),
                        settings.alerts().blockMax().toMillis(),
                        state.blocks(),
                        results,
                        results));
        Exceptions exceptions = Policies.exceptions(settings, () -> 0).get();
        this.group = new Group(
                0,
                Policies.group(settings, () -> exceptions, GroupPolicy.Writing.EXACT, 1),
                state,
                event -> incidents.accept(event, 0),
                results);
        this.watching = new Watching(
                settings,
                hasAccounts,
                finding -> ofGroup.tell(() -> group.accept(finding)),
                event -> ofGroup.tell(() -> incidents.accept(event, 0)));
    }

    @Override
    public void finding(Finding finding) {
        behindWatch(() -> group.accept(finding));
    }

    @Override
    public void liveTokens(IncidentEvent.LiveTokens tokens) {
        behindWatch(() -> incidents.accept(tokens, 0));
    }

    @Override
    public void readTo(PositionMark mark) {
        behindWatch(() -> group.readTo(mark));
        watching.readTo(mark);
    }

    @Override
    public void watch(Watched seen) {
        watching.watch(seen);
    }

    @Override
    public boolean looksUpAccounts() {
        return hasAccounts;
    }

    void action(AnalystAction action) {
        behindWatch(() -> {
            group.decided(action);
            incidents.accept(new IncidentEvent.Decided(action), 0);
        });
    }

    void anonymous(AnonymousUse use) {
        watching.anonymous(use);
    }

    void account(AccountRecord account) {
        watching.account(account);
    }

    void accountsReadTo(PositionMark mark) {
        watching.readTo(mark);
    }

    void deadLetter(DeadLetter letter) {
        behindWatch(() -> results.deadLetter(letter));
    }

    void undetermined(TokenKey token, String issuer, Undetermined reason, long accesses) {
        behindWatch(() -> results.undetermined(token, issuer, reason, accesses));
    }

    /** Lets go what is too old to matter. */
    void sweep(int limit) {
        watching.sweep(limit);
    }

    /**
     * Waits until all is done; nothing may be told after that.
     *
     * @param end of the access feed
     */
    void end(PositionMark end) {
        watching.work();
        behindWatch(() -> {
            results.readingIsOver();
            group.readTo(end);
            results.stage("Adding up the incidents");
            group.end(results::written);
            incidents.end();
            results.stage("Writing accounts and block list");
            incidents.eachAccount(account -> results.account(told(account)));
        });
        watching.end();
        ofGroup.end();
    }

    /** Incidents hear of accounts only where these are unknown; of the others the feed itself has told. */
    private IncidentAccount told(IncidentAccount account) {
        boolean exists = account.known() == null && watching.existed(account.account(), account.last());
        return exists ? account.knownToExist() : account;
    }

    @Override
    public void close() {
        watching.close();
        ofGroup.close();
    }

    private void behindWatch(Runnable call) {
        watching.past(() -> ofGroup.tell(call));
    }
}

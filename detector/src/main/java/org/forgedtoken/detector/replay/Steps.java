package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.group.Group;
import org.forgedtoken.detector.group.GroupIncidents;
import org.forgedtoken.detector.group.GroupPolicy;
import org.forgedtoken.detector.group.GroupPolicy.IncidentPolicy;
import org.forgedtoken.detector.group.IncidentAccount;
import org.forgedtoken.detector.judge.CompactLedger;
import org.forgedtoken.detector.judge.Judge;
import org.forgedtoken.detector.judge.JudgePolicy;
import org.forgedtoken.detector.judge.JudgeState;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.ListReader;
import org.forgedtoken.detector.replay.input.Input;
import org.forgedtoken.detector.replay.input.OpenInput;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.Chain;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Counts;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.ForGroup;
import org.forgedtoken.detector.step.KeyOwners;
import org.forgedtoken.detector.step.Outcome;
import org.forgedtoken.detector.step.ReadAccess;
import org.forgedtoken.detector.step.ReadAccounts;
import org.forgedtoken.detector.step.ReadKeys;
import org.forgedtoken.detector.step.Stores;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.topology.ExceptionsFile;
import org.forgedtoken.detector.watch.SourcesState;
import org.forgedtoken.detector.watch.WatchAccounts;
import org.forgedtoken.detector.watch.WatchAccountsState;
import org.forgedtoken.detector.watch.WatchSources;

/**
 * The stages of a replay, one task of each: READ → JUDGE → WATCH → GROUP → INCIDENTS → files; all partitions of a feed but
 * issuance are read as one. What stands behind JUDGE has threads of its own. Not thread-safe.
 */
final class Steps implements Closeable {
    /** Marks are told when event time has moved so far, in ms; a live run tells at most four a second. */
    private static final long MARK_EVERY = 1_000;

    /** So many records between two looks at what may be evicted. */
    private static final int SWEEP_EVERY = 1 << 16;

    private final Tally tally;
    private final ResultFiles results;
    private final Lane ofAccounts = new Lane("replay-accounts");
    private final Lane ofSources = new Lane("replay-sources");
    private final Lane ofGroup = new Lane("replay-group");
    private final Chain chain = new Chain();
    private final WatchAccounts accounts;
    private final Group group;
    private final GroupIncidents incidents;
    private final ReadAccess readAccess;
    private final IssuancePartitions readIssuance;
    private final ReadKeys readKeys;
    private final ReadAccounts readAccounts;
    private long marked = Long.MIN_VALUE;
    private int unswept;

    /** @param source its first records have been read */
    Steps(
            ReplayRequest request,
            Map<Feed, List<Input>> inputs,
            AccessReader access,
            IssuanceReader issuance,
            Stores state,
            Tally tally,
            ResultFiles results,
            ReplaySource source) {
        this.tally = tally;
        this.results = results;
        Counts counts = new Counting();
        Settings settings = request.settings();
        boolean hasAccounts = isThere(inputs, Feed.ACCOUNTS);
        JudgePolicy judging = new JudgePolicy(
                settings,
                request.formats().issuance().kinds(),
                isThere(inputs, Feed.KEYS),
                hasAccounts,
                Long.MAX_VALUE);
        Exceptions exceptions = ExceptionsFile.of(settings, () -> 0).get();
        GroupPolicy grouping = new GroupPolicy(settings, 1, () -> exceptions, GroupPolicy.Writing.EXACT);
        chain.then(
                Channel.TOKEN_EVENTS,
                Runnable::run,
                out -> new Judge(0, 1, judging, JudgeState.of(new CompactLedger(), state), out, counts).alone());
        this.accounts = chain.then(
                Channel.WATCH_ACCOUNTS,
                ofAccounts,
                out -> new WatchAccounts(settings, hasAccounts, WatchAccountsState.of(state), out));
        chain.then(Channel.WATCH_SOURCES, ofSources, out -> new WatchSources(settings, SourcesState.of(state), out));
        this.group = chain.then(Channel.FINDINGS, ofGroup, out -> new Group(0, grouping, state, out));
        this.incidents = chain.then(
                Channel.INCIDENT_EVENTS,
                Runnable::run,
                out -> new GroupIncidents(
                        new IncidentPolicy(settings, GroupPolicy.Writing.EXACT, request.awareAt()), state, out));
        chain.then(Channel.OUTPUT, Runnable::run, out -> batch -> batch.forEach(results::write));
        chain.then(Channel.DEAD_LETTERS, Runnable::run, out -> batch -> batch.forEach(results::deadLetter));
        Emit read = notBefore(source.ledgerFrom());
        CarriedIssuers carried = new CarriedIssuers(settings.issuerUnlessSet());
        this.readAccess = new ReadAccess(access, settings.identity(), carried, source.accessesFrom(), read, counts);
        this.readIssuance =
                new IssuancePartitions(source.issuancePartitions(), issuance, settings, carried, read, counts);
        this.readKeys = new ReadKeys(ListReader.ofKeys(settings), KeyOwners.inMemory(), read, counts);
        this.readAccounts = new ReadAccounts(ListReader.ofAccounts(settings), read, counts);
    }

    static boolean isThere(Map<Feed, List<Input>> inputs, Feed feed) {
        return !inputs.getOrDefault(feed, List.of()).isEmpty();
    }

    /** What READ says, but for coverage before this time, epoch ms. */
    private Emit notBefore(long ledgerFrom) {
        return !Times.known(ledgerFrom)
                ? chain.in()
                : new Emit() {
                    @Override
                    public <M> void to(Channel<M> channel, M message) {
                        if (message instanceof TokenEvent.Covered covered) {
                            TokenEvent event =
                                    new TokenEvent.Covered(covered.mark().notBefore(ledgerFrom));
                            chain.in().to(Channel.TOKEN_EVENTS, event);
                        } else {
                            chain.in().to(channel, message);
                        }
                    }
                };
    }

    void key(OpenInput.Entry entry) {
        readKeys.take(entry.origin(), entry.reading());
    }

    void account(OpenInput.Entry entry) {
        readAccounts.take(entry.origin(), entry.reading(), true);
    }

    /**
     * No record of a key or an account will come any more, and no access before those that are asked for: what the ledger
     * keeps for such need not be kept.
     */
    void listsEnded() {
        readKeys.mark(0, 1, true);
        readAccounts.mark(0, 1, true);
        readAccess.mark(0, 1);
        chain.flush();
    }

    void access(OpenInput.Entry entry) {
        readAccess.take(entry.origin(), entry.reading());
        passed(entry.time());
    }

    void issuance(OpenInput.Entry entry, long now) {
        readIssuance.take(entry, now);
        passed(entry.time());
    }

    /** Records of the issuance feed are missing here. */
    void issuanceLost() {
        readIssuance.lost();
    }

    /** The issuance feed is complete up to {@code until} (epoch ms), says somebody who knows. */
    void issuanceCompleteUntil(long until) {
        readIssuance.completeUntil(until);
        mark();
    }

    /** No issuance record will come any more: what nobody has vouched for by now, nobody will. */
    void issuanceEnded() {
        mark();
        readIssuance.end(mark -> chain.in().to(Channel.TOKEN_EVENTS, new TokenEvent.ReadTo(mark)));
        chain.flush();
    }

    /** No record will come any more: everything that waits is judged with what is known, and written. */
    void end() {
        mark();
        chain.past(results::readingIsOver);
        PositionMark end = new PositionMark(Feed.ACCESS, 0, 1, PositionMark.END);
        chain.in().to(Channel.TOKEN_EVENTS, new TokenEvent.ReadTo(end));
        chain.flush();
        // behind what JUDGE found at the end as well: it tells how far accesses were read before it judges what is due
        // then
        chain.in().to(Channel.FINDINGS, new ForGroup.ReadTo(end));
        chain.past(() -> {
            results.stage("Adding up the incidents");
            group.end(results::written);
        });
        chain.past(incidents::end);
        chain.past(() -> {
            results.stage("Writing accounts and block list");
            incidents.eachAccount(account -> results.account(told(account)));
        });
        ofAccounts.end();
        ofSources.end();
        ofGroup.end();
    }

    /** Incidents hear of accounts only where these are unknown; of the others the feed itself has told. */
    private IncidentAccount told(IncidentAccount account) {
        boolean exists = account.known() == null && accounts.existed(account.account(), account.last());
        return exists ? account.knownToExist() : account;
    }

    @Override
    public void close() {
        ofAccounts.close();
        ofSources.close();
        ofGroup.close();
    }

    private void passed(long time) {
        if (time >= marked) {
            marked = time + MARK_EVERY;
            mark();
        }
        if (++unswept == SWEEP_EVERY) {
            unswept = 0;
            chain.sweep(SWEEP_EVERY);
        }
    }

    private void mark() {
        readIssuance.mark();
        readAccess.mark(0, 1);
        chain.flush();
    }

    private final class Counting implements Counts {
        @Override
        public void outcome(Feed feed, Outcome outcome) {
            tally.outcome(feed, outcome);
        }

        @Override
        public void verdict(Verdict verdict, long accesses) {
            tally.verdict(verdict, accesses);
        }

        @Override
        public void undetermined(TokenKey token, String issuer, Undetermined reason, long accesses) {
            tally.undetermined(issuer, reason, accesses);
            results.undetermined(token, issuer, reason, accesses);
        }
    }
}

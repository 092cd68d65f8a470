package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.AccessReading;
import org.forgedtoken.detector.reading.AccountReader;
import org.forgedtoken.detector.reading.AccountReading;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.IssuanceReading;
import org.forgedtoken.detector.reading.KeyReader;
import org.forgedtoken.detector.reading.KeyReading;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.AnonymousUse;
import org.forgedtoken.detector.step.FromRead;
import org.forgedtoken.detector.step.GroupState;
import org.forgedtoken.detector.step.IncidentState;
import org.forgedtoken.detector.step.Judge;
import org.forgedtoken.detector.step.JudgeState;
import org.forgedtoken.detector.step.KeyOwners;
import org.forgedtoken.detector.step.LookAhead;
import org.forgedtoken.detector.step.Outcome;
import org.forgedtoken.detector.step.ReadAccess;
import org.forgedtoken.detector.step.ReadAccounts;
import org.forgedtoken.detector.step.ReadKeys;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.step.UnmatchedIssuers;
import org.forgedtoken.detector.step.Verdicts;
import org.forgedtoken.detector.topology.Policies;

/**
 * The steps, one task of each: READ → JUDGE → WATCH → GROUP → INCIDENTS → files; all partitions of a feed but
 * issuance are read as one. READ and JUDGE are called directly, what stands behind them has threads of its own. Not
 * thread-safe.
 */
final class Steps implements Closeable {
    /** Marks are told when event time has moved so far, in ms; a live run tells at most four a second. */
    private static final long MARK_EVERY = 1_000;

    private static final int SLICE = 5_000;
    /** So many records between two looks at what may be let go. */
    private static final int SWEEP_EVERY = 1 << 16;

    private final Tally tally;
    private final UnmatchedIssuers unmatched;
    private final ReadAccess readAccess;
    private final IssuancePartitions readIssuance;
    private final ReadKeys readKeys;
    private final ReadAccounts readAccounts;
    private final Judge judge;
    private final BehindJudge behind;
    private final long ledgerFrom;
    private long marked = Long.MIN_VALUE;
    private int unswept;
    /** Events that are judged next; before anything that READ says to others. */
    private final List<TokenEvent> coming = new ArrayList<>(LookAhead.MOST);

    /**
     * @param hasKeys whether there is a keys feed
     * @param hasAccounts whether there is an accounts feed
     * @param source its first records have been read
     */
    Steps(
            Settings settings,
            FeedFormats formats,
            boolean hasKeys,
            boolean hasAccounts,
            AccessReader access,
            IssuanceReader issuance,
            JudgeState judgeState,
            GroupState groupState,
            IncidentState incidentState,
            Tally tally,
            UnmatchedIssuers unmatched,
            ResultFiles results,
            ReplaySource source,
            long awareAt) {
        this.tally = tally;
        this.unmatched = unmatched;
        this.ledgerFrom = source.ledgerFrom();
        this.behind = new BehindJudge(settings, hasAccounts, groupState, incidentState, results, awareAt);
        this.judge = new Judge(
                0,
                1,
                Policies.judge(settings, formats, Long.MAX_VALUE, hasKeys),
                judgeState,
                behind,
                behind,
                new Counting());
        FromRead read = new IntoJudge();
        CarriedIssuers carried = Policies.carriedIssuers(settings);
        this.readAccess = new ReadAccess(access, Policies.identity(settings), carried, source.accessesFrom(), read);
        this.readIssuance = new IssuancePartitions(source.issuancePartitions(), issuance, settings, carried, read);
        this.readKeys = new ReadKeys(new KeyReader(Policies.reading(settings)), KeyOwners.inMemory(), read);
        this.readAccounts = new ReadAccounts(new AccountReader(Policies.reading(settings)), read);
    }

    void key(OpenInput.Entry<KeyReading> entry) {
        readKeys.take(entry.origin(), entry.reading());
    }

    void account(OpenInput.Entry<AccountReading> entry) {
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
    }

    void access(OpenInput.Entry<AccessReading> entry) {
        readAccess.take(entry.origin(), entry.reading());
        passed(entry.time());
    }

    void issuance(OpenInput.Entry<IssuanceReading> entry, long now) {
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
        readIssuance.end(mark -> judge.accept(new TokenEvent.ReadTo(mark)));
        judgeDue();
    }

    /** No record will come any more: everything that waits is judged with what is known. */
    void end() {
        mark();
        PositionMark end = new PositionMark(Feed.ACCESS, 0, 1, PositionMark.END);
        judge.accept(new TokenEvent.ReadTo(end));
        judgeDue();
        behind.end(end);
    }

    @Override
    public void close() {
        behind.close();
    }

    private void passed(long time) {
        if (time >= marked) {
            marked = time + MARK_EVERY;
            mark();
        }
        if (++unswept == SWEEP_EVERY) {
            unswept = 0;
            judgeComing();
            judge.sweep(SWEEP_EVERY);
            behind.sweep(SWEEP_EVERY);
        }
    }

    private void mark() {
        readIssuance.mark();
        readAccess.mark(0, 1);
        judgeDue();
    }

    private void judgeDue() {
        judgeComing();
        while (judge.work(SLICE)) {
            // the next slice
        }
    }

    private void judgeComing() {
        LookAhead.each(coming, judge::expect, judge::accept);
        coming.clear();
    }

    private final class IntoJudge implements FromRead {
        @Override
        public void event(TokenEvent event) {
            if (event instanceof TokenEvent.Covered covered && Times.known(ledgerFrom)) {
                coming.add(new TokenEvent.Covered(covered.mark().notBefore(ledgerFrom)));
            } else {
                coming.add(event);
            }
            if (coming.size() == LookAhead.MOST) {
                judgeComing();
            }
        }

        @Override
        public void finding(Finding finding) {
            judgeComing();
            behind.finding(finding);
        }

        @Override
        public void action(AnalystAction action) {
            judgeComing();
            behind.action(action);
        }

        @Override
        public void anonymous(AnonymousUse use) {
            judgeComing();
            behind.anonymous(use);
        }

        @Override
        public void account(AccountRecord account) {
            judgeComing();
            behind.account(account);
        }

        @Override
        public void accountsReadTo(PositionMark mark) {
            judgeComing();
            behind.accountsReadTo(mark);
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            judgeComing();
            behind.deadLetter(letter);
        }

        @Override
        public void outcome(Feed feed, Outcome outcome) {
            tally.outcome(feed, outcome);
        }

        @Override
        public void issuanceDelay(long millis) {
            // of a file that is read years later it says nothing
        }
    }

    private final class Counting implements Verdicts {
        @Override
        public void verdict(Verdict verdict, long accesses) {
            unmatched.judged();
            tally.verdict(verdict, accesses);
        }

        @Override
        public void undetermined(TokenKey token, String issuer, Undetermined reason, long accesses) {
            unmatched.undetermined(issuer, reason);
            tally.undetermined(reason, accesses);
            behind.undetermined(token, issuer, reason, accesses);
        }
    }
}

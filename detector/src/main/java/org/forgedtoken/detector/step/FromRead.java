package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.coverage.PositionMark;

/** What READ tells the others. */
public interface FromRead {
    /** To JUDGE: records by token, marks to every judging task. */
    void event(TokenEvent event);

    /** The same of one of several tokens of a record, which lies by one of them at most. */
    default void oneOfSeveral(TokenEvent.OfToken event) {
        event(event);
    }

    /** To GROUP: what cannot be judged. */
    void finding(Finding finding);

    /** To GROUP: what an analyst decided. */
    void action(AnalystAction action);

    /** To WATCH: an access without a token that names an account. */
    void anonymous(AnonymousUse use);

    /** To WATCH: a record of an account. */
    void account(AccountRecord account);

    /** To WATCH: a partition of the accounts feed was read to the end that it had at the start. */
    void accountsReadTo(PositionMark mark);

    void deadLetter(DeadLetter letter);

    /** A record was read that JUDGE will not count: this is what became of it. */
    void outcome(Feed feed, Outcome outcome);

    /** How late an issuance record was by the wall clock, in ms. */
    void issuanceDelay(long millis);
}

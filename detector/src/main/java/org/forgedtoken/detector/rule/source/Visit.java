package org.forgedtoken.detector.rule.source;

import java.util.function.Consumer;
import org.forgedtoken.detector.rule.source.AccountUse.Thought;

/** One access as it is taken into an {@link AccountUse}, and what it changed there. */
final class Visit implements Consumer<AccountUse> {
    final long account;
    final int time;
    private final Standing standing;

    private Thought thought = Thought.VOUCHED;
    private boolean counts;
    private boolean turned;
    private boolean accused;
    private boolean acquitted;
    private boolean again;

    /**
     * @param account a hash of the account's name
     * @param time {@link Seconds}
     */
    Visit(long account, int time, Standing standing) {
        this.account = account;
        this.time = time;
        this.standing = standing;
    }

    /** Whether another thing is thought of the account here from now on, or it was not known here before. */
    boolean hasTurned() {
        return turned;
    }

    /** Whether it is counted among the {@link Surroundings}: when it turns, and then once a day. */
    boolean counts() {
        return counts;
    }

    /** Whether nobody vouches for the account here from now on, though nothing was held against it before. */
    boolean isAccused() {
        return accused;
    }

    /** Whether nobody vouches for the account here, as before, and more is held against it, or it had not been used for a while. */
    boolean isAccusedAgain() {
        return again;
    }

    /** Whether the account is vouched for here from now on, though something was held against it before. */
    boolean isAcquitted() {
        return acquitted;
    }

    /** What is thought of the account here now. */
    Thought thought() {
        return thought;
    }

    @Override
    public void accept(AccountUse use) {
        Thought before = use.thought();
        int last = use.last();
        boolean first = last == Seconds.NEVER;
        use.use(account, time, standing);
        thought = use.thought();
        turned = first || thought != before;
        accused = turned && thought != Thought.VOUCHED && (first || before == Thought.VOUCHED);
        acquitted = turned && thought == Thought.VOUCHED && !first;
        boolean isNews = turned || time - SourceWindow.FIVE_MINUTES.seconds() > last;
        again = isNews && !accused && thought != Thought.VOUCHED;
        if (turned) {
            use.turned(time);
        }
        counts = turned || time - SourceWindow.DAY.seconds() >= use.counted();
        if (counts) {
            use.counted(time);
        }
    }
}

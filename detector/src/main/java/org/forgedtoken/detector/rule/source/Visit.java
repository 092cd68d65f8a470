package org.forgedtoken.detector.rule.source;

import java.util.function.Consumer;

/** One access as it is taken into an {@link AccountUse}, and what it changed there. */
final class Visit implements Consumer<AccountUse> {
    final long account;
    final int time;
    private final TrustClass ofToken;

    private TrustClass trust = TrustClass.ISSUED;
    private boolean counts;
    private boolean turned;
    private boolean accused;
    private boolean acquitted;
    private boolean again;

    /**
     * @param account a hash of the account's name
     * @param time {@link Seconds}
     */
    Visit(long account, int time, TrustClass ofToken) {
        this.account = account;
        this.time = time;
        this.ofToken = ofToken;
    }

    /** Whether the account is of another class here from now on, or it was not known here before. */
    boolean hasTurned() {
        return turned;
    }

    /** Whether it is counted in the {@link BackgroundRate}: when it turns, and then once a day. */
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

    /** The account's class here now. */
    TrustClass trust() {
        return trust;
    }

    @Override
    public void accept(AccountUse use) {
        TrustClass before = use.trust();
        int last = use.last();
        boolean first = last == Seconds.NEVER;
        use.use(account, time, ofToken);
        trust = use.trust();
        turned = first || trust != before;
        accused = turned && trust != TrustClass.ISSUED && (first || before == TrustClass.ISSUED);
        acquitted = turned && trust == TrustClass.ISSUED && !first;
        boolean isNews = turned || time - SourceWindow.FIVE_MINUTES.seconds() > last;
        again = isNews && !accused && trust != TrustClass.ISSUED;
        if (turned) {
            use.turned(time);
        }
        counts = turned || time - SourceWindow.DAY.seconds() >= use.counted();
        if (counts) {
            use.counted(time);
        }
    }
}

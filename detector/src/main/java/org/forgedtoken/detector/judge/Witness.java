package org.forgedtoken.detector.judge;

import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Counts;
import org.forgedtoken.detector.step.Emit;

/** Hears what JUDGE says, and so knows whether of one use it said more than that its token was issued. Not thread-safe. */
final class Witness implements Emit, Counts {
    private final Emit out;
    private final Counts verdicts;
    private long issued;
    private long others;

    /** All goes on to these. */
    Witness(Emit out, Counts verdicts) {
        this.out = out;
        this.verdicts = verdicts;
    }

    /** Whether judging one use gives {@link Verdict#ISSUED}, and no finding. */
    boolean hearsNothingBut(Runnable judgingOne) {
        long issuedBefore = issued;
        long othersBefore = others;
        judgingOne.run();
        return issued == issuedBefore + 1 && others == othersBefore;
    }

    @Override
    public <M> void to(Channel<M> channel, M message) {
        if (channel == Channel.FINDINGS) {
            others++;
        }
        out.to(channel, message);
    }

    @Override
    public void ordinary(PlainUse use) {
        out.ordinary(use);
    }

    @Override
    public void verdict(Verdict verdict, long accesses) {
        if (verdict == Verdict.ISSUED) {
            issued += accesses;
        } else {
            others++;
        }
        verdicts.verdict(verdict, accesses);
    }

    @Override
    public void undetermined(TokenKey token, String issuer, Undetermined reason, long accesses) {
        others++;
        verdicts.undetermined(token, issuer, reason, accesses);
    }

    @Override
    public void ordinary(long accesses) {
        verdicts.ordinary(accesses);
    }

    @Override
    public void differs() {
        verdicts.differs();
    }
}

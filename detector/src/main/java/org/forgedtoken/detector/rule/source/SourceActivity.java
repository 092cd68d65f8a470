package org.forgedtoken.detector.rule.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.apache.datasketches.hash.MurmurHash3;
import org.forgedtoken.detector.rule.source.AccountUse.Thought;

/** What one source did: the state of its rules. Mutable; not thread-safe. */
public final class SourceActivity {
    private static final long SEED = 2004;

    private final AccountSample accounts;
    private final Walk refuted;
    private final Walk uncovered;
    private int unvouched;
    private boolean apart;

    /** How many accounts have been accused, for the first time or after a while, since the rules were last asked. */
    private int unasked;

    private int newest = Seconds.NEVER;

    /** A source that nobody has seen yet. */
    public SourceActivity() {
        this(1, List.of(), new Walk(), new Walk(), false);
    }

    /**
     * As it was left.
     *
     * @param kept the share of its accounts that these are
     * @param refuted the numbers of those whose tokens nobody vouches for though their issuer is carried
     * @param uncovered the numbers of those whose issuer is not carried
     * @param apart whether it is kept out of the surroundings
     */
    public SourceActivity(double kept, List<AccountUse> uses, Walk refuted, Walk uncovered, boolean apart) {
        this.accounts = new AccountSample(kept, uses);
        this.refuted = refuted;
        this.uncovered = uncovered;
        this.apart = apart;
        for (AccountUse use : uses) {
            unvouched += use.thought() == Thought.VOUCHED ? 0 : 1;
            newest = Math.max(newest, use.last());
        }
    }

    /** The share of its accounts that is kept, 1 for all. */
    public double kept() {
        return accounts.kept();
    }

    /** The accounts that are kept. */
    public List<AccountUse> uses() {
        return accounts.uses();
    }

    /** The numbers of accounts whose tokens nobody vouches for though their issuer is carried. */
    public Walk refuted() {
        return refuted;
    }

    /** The numbers of accounts whose issuer is not carried. */
    public Walk uncovered() {
        return uncovered;
    }

    /** Whether it is kept out of the surroundings. */
    public boolean isApart() {
        return apart;
    }

    /** How many accounts are kept. */
    public int accounts() {
        return accounts.size();
    }

    /** For how many of these nobody vouches, or nearly so. */
    public int unvouched() {
        return unvouched;
    }

    /**
     * Takes in an access.
     *
     * @param time event time, epoch ms
     * @return whether anything but a time has changed
     */
    public boolean see(long time, String account, Standing standing, Surroundings surroundings) {
        byte[] name = account.getBytes(StandardCharsets.UTF_8);
        Visit visit = new Visit(MurmurHash3.hash(name, SEED)[0], Seconds.of(time), standing);
        accounts.see(visit);
        newest = Math.max(newest, visit.time);
        if (visit.counts() && !apart) {
            surroundings.count(visit.time, visit.thought(), 1);
        }
        // whoever was accused of little once must not have a free hand with the same accounts
        unasked += visit.isAccusedAgain() ? 1 : 0;
        if (!visit.hasTurned()) {
            return false;
        }
        if (visit.isAccused()) {
            unvouched++;
            unasked++;
            OptionalLong number = AccountNumber.of(account);
            if (number.isPresent()) {
                (standing == Standing.UNCOVERED ? uncovered : refuted).add(number.getAsLong());
            }
        } else if (visit.isAcquitted()) {
            unvouched = Math.max(0, unvouched - 1);
        }
        return true;
    }

    /** Brings what the next access will ask for from memory; the number says nothing and stands for all that. */
    public int fetch() {
        return accounts.fetch() + newest;
    }

    /** It is known to be a crawler: what it does explains nothing of what others do. */
    public void setApart(Surroundings surroundings) {
        if (!apart) {
            apart = true;
            accounts.forEach(use -> surroundings.count(use, -1));
        }
    }

    /** It is one of many again. */
    public void rejoin(Surroundings surroundings) {
        if (apart) {
            apart = false;
            accounts.forEach(use -> surroundings.count(use, 1));
        }
    }

    /**
     * Whether enough is new for the rules to be asked again: they look at all accounts, so the more there are the more
     * seldom (one in 32, which delays a finding by no more).
     */
    public boolean isDue(int least) {
        if (unvouched < least * accounts.kept() || unasked <= unvouched / 32) {
            return false;
        }
        unasked = 0;
        return true;
    }

    int newest() {
        return newest;
    }

    Expectation expectation(Surroundings surroundings) {
        return new Expectation(accounts.uses(), accounts.kept(), surroundings, !apart);
    }
}

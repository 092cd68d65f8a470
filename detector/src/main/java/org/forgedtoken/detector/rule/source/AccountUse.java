package org.forgedtoken.detector.rule.source;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.datasketches.tuple.UpdatableSummary;
import org.jspecify.annotations.Nullable;

/**
 * When one source last used tokens of one account, by their {@link TrustClass}: enough for every window that ends now, to
 * the second. The newest use decides the account's class here, so a token that turns out to have been issued
 * after all takes its accusation back. Mutable.
 */
public final class AccountUse implements UpdatableSummary<Consumer<AccountUse>> {
    private static final int BYTES = Long.BYTES + 6 * Integer.BYTES;

    private long account;
    private int issued = Seconds.NEVER;
    private int unvouched = Seconds.NEVER;
    private int settled = Seconds.NEVER;
    private int forged = Seconds.NEVER;
    private int since = Seconds.NEVER;
    private int counted = Seconds.NEVER;

    AccountUse() {}

    /**
     * As it was left. The times are seconds since 2020.
     *
     * @param account a hash of the account's name
     * @param issued the last use of an issued token; the smallest int where there was none
     * @param unvouched likewise of one that is not issued, whatever else it is
     * @param settled likewise of one of which more coverage would say no more
     * @param forged likewise of one that was never issued or altered
     * @param since when it began to be of its class now
     * @param counted when it was last counted in the {@link BackgroundRate}
     */
    public AccountUse(long account, int issued, int unvouched, int settled, int forged, int since, int counted) {
        this.account = account;
        this.issued = issued;
        this.unvouched = unvouched;
        this.settled = settled;
        this.forged = forged;
        this.since = since;
        this.counted = counted;
    }

    /** The hash of the account's name. */
    public long account() {
        return account;
    }

    /** The last use of an issued token. */
    public int issued() {
        return issued;
    }

    /** The last use of a token that is not issued. */
    public int unvouched() {
        return unvouched;
    }

    /** The last use of one of which more coverage would say no more. */
    public int settled() {
        return settled;
    }

    /** The last use of a token that was never issued or altered. */
    public int forged() {
        return forged;
    }

    /** When the account began to be of its class now. */
    public int since() {
        return since;
    }

    /** When it was last counted in the {@link BackgroundRate}. */
    public int counted() {
        return counted;
    }

    /** That of the account at this source. */
    TrustClass trust() {
        if (issued >= unvouched) {
            return TrustClass.ISSUED;
        }
        if (forged > issued) {
            return TrustClass.FORGED;
        }
        return settled > issued ? TrustClass.UNKNOWN : TrustClass.NO_COVERAGE;
    }

    /** The last use of all. */
    int last() {
        return Math.max(issued, unvouched);
    }

    /** The last use that gives the account at least this class. */
    int last(TrustClass trust) {
        return switch (trust) {
            case ISSUED -> issued;
            case NO_COVERAGE -> unvouched;
            case UNKNOWN, UNCOVERED -> settled;
            case FORGED -> forged;
        };
    }

    /** Becomes what another one is. */
    void become(AccountUse other) {
        account = other.account;
        issued = other.issued;
        unvouched = other.unvouched;
        settled = other.settled;
        forged = other.forged;
        since = other.since;
        counted = other.counted;
    }

    /** Takes in a use at this second. */
    void use(long by, int time, TrustClass trust) {
        account = by;
        if (trust == TrustClass.ISSUED) {
            issued = Math.max(issued, time);
            return;
        }
        unvouched = Math.max(unvouched, time);
        settled = trust == TrustClass.NO_COVERAGE ? settled : Math.max(settled, time);
        forged = trust == TrustClass.FORGED ? Math.max(forged, time) : forged;
    }

    void turned(int time) {
        since = time;
    }

    void counted(int time) {
        counted = time;
    }

    @Override
    public AccountUse update(Consumer<AccountUse> change) {
        change.accept(this);
        return this;
    }

    @Override
    public AccountUse copy() {
        return new AccountUse(account, issued, unvouched, settled, forged, since, counted);
    }

    @Override
    public byte[] toByteArray() {
        return ByteBuffer.allocate(BYTES)
                .putLong(account)
                .putInt(issued)
                .putInt(unvouched)
                .putInt(settled)
                .putInt(forged)
                .putInt(since)
                .putInt(counted)
                .array();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccountUse use && Arrays.equals(toByteArray(), use.toByteArray());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toByteArray());
    }
}

package org.forgedtoken.detector.rule.rate;

import java.util.Optional;

/**
 * The account that a {@link RateModel} looks at: it becomes one after the other, each from the few bytes in which it was
 * left, since they are millions and all but a few are idle. Not thread-safe.
 */
public abstract class RatedAccount {
    private final RateNumbers reading = RateNumbers.reading(new byte[0]);
    private final RateNumbers writing = RateNumbers.writing();

    RatedAccount() {}

    /** Becomes an account of which nothing is known. */
    public abstract void becomeNew();

    /** Becomes the account whose state begins here among these bytes; a new one where that was under another threshold. */
    public final void become(byte[] bytes, int from) {
        reading.again(bytes, from);
        read(reading);
    }

    /** As {@link LearnedRateRule#judge}. */
    public abstract Optional<RateFinding> judge(long time, long count);

    /** When it was last used, to a block or a slice, epoch ms. */
    public abstract long lastSeen();

    /** Writes its state down, for {@link #copyTo}; how many bytes that takes. */
    public final int write() {
        writing.again();
        write(writing);
        return writing.length();
    }

    /** Copies the state that was written down last. */
    public final void copyTo(byte[] bytes, int at) {
        writing.copyTo(bytes, at);
    }

    /** What is to be kept of it. */
    public final RateSnapshot snapshot() {
        write();
        return new RateSnapshot(lastSeen(), writing.written());
    }

    abstract void read(RateNumbers numbers);

    abstract void write(RateNumbers numbers);
}

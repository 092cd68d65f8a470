package org.forgedtoken.detector.step;

import org.forgedtoken.detector.ledger.Coverage;
import org.forgedtoken.detector.ledger.PresentedToken.State;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.step.DueTimes.Due;
import org.jspecify.annotations.Nullable;

/**
 * The variants found never issued so lately that the absence may rest on coverage that does not stand yet: an issuance that
 * nobody could read tears a hole around its own time, and may itself be read late. Derived from the store of
 * presented tokens, and bounded: of a flood the newest are kept. Not thread-safe.
 */
final class FreshAccusations {
    /** Some hundred bytes each, and some 20 µs whenever the past changes. */
    private static final int MOST = 10_000;

    private final Coverage coverage;
    private final long lasts;
    private final DueByIssuer fresh = new DueByIssuer();

    /** @param lasts ms, for which coverage may still turn out to have been torn */
    FreshAccusations(Coverage coverage, long lasts) {
        this.coverage = coverage;
        this.lasts = lasts;
    }

    /** Brings the index up to what the store now says of one variant ({@code now} null: it is gone). */
    void changed(String key, String issuer, String id, @Nullable Variant before, @Nullable Variant now) {
        Variant was = accused(before);
        Variant is = accused(now);
        if (was != null && is != null && was.needed() == is.needed()) {
            return;
        }
        if (was != null) {
            fresh.remove(issuer, was.needed(), VariantName.of(key, id));
        }
        if (is != null) {
            add(issuer, is.needed(), VariantName.of(key, id));
        }
    }

    private static @Nullable Variant accused(@Nullable Variant variant) {
        return variant != null && variant.state() == State.NEVER_ISSUED ? variant : null;
    }

    private void add(String issuer, long time, String name) {
        long stands = coverage.frontier(issuer, Long.MIN_VALUE + lasts) - lasts;
        while (fresh.poll(issuer, stands)) {
            // let go
        }
        if (time >= stands) {
            fresh.add(issuer, time, name);
            if (fresh.size() > MOST) {
                fresh.poll(issuer, Long.MAX_VALUE);
            }
        }
    }

    /** The past has changed: all of the issuer are to be looked at again. */
    void recheck(String issuer) {
        fresh.recheck(issuer);
    }

    /** The next one to look at again, or null; its {@link VariantName}. */
    @Nullable
    Due nextToRecheck() {
        return fresh.nextToRecheck();
    }
}

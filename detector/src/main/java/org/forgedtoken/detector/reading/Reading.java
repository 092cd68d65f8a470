package org.forgedtoken.detector.reading;

import java.util.List;
import java.util.function.Supplier;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/** What became of one record of a feed; each counts as exactly one outcome of reference/dead-letters-and-sums.md. */
public sealed interface Reading {
    /** The record's own time, epoch ms, or {@link Times#UNKNOWN}. */
    long time();

    /**
     * A request with a token.
     *
     * @param access the first of its tokens that is judged, with which it is counted
     * @param further the others that are judged
     * @param unreadable those that the gateway accepted and that cannot be read: each raises an alert
     */
    record Access(AccessRecord access, List<AccessRecord> further, List<AccessRecord> unreadable) implements Reading {
        /** Lists are copied. */
        public Access {
            further = List.copyOf(further);
            unreadable = List.copyOf(unreadable);
        }

        @Override
        public long time() {
            return access.time();
        }
    }

    /**
     * A request with a token that is stated plainly.
     *
     * @param whole reads it whole, as an {@link Access}
     */
    record Plain(PlainUse use, Supplier<Reading> whole) implements Reading {
        @Override
        public long time() {
            return use.time();
        }
    }

    /**
     * A request without a token.
     *
     * @param account whose rate it counts for, where the record names one
     * @param accepted whether the gateway let it pass
     */
    record Anonymous(long time, @Nullable String account, Request request, boolean accepted) implements Reading {}

    /** An issuance, a revocation or a heartbeat. */
    record Issuance(IssuanceRecord issuance) implements Reading {
        @Override
        public long time() {
            return issuance.time();
        }
    }

    /** A key's state. */
    record Key(KeyRecord key) implements Reading {
        @Override
        public long time() {
            return key.time();
        }
    }

    /**
     * A tombstone: the key is no longer listed.
     *
     * @param issuer null where it names the key alone, and so is said of the one issuer that has it
     */
    record KeyGone(long time, @Nullable String issuer, String keyId) implements Reading {}

    /** An account's state. */
    record Account(AccountRecord account) implements Reading {
        @Override
        public long time() {
            return account.time();
        }
    }

    /** What an analyst decided. */
    record Action(AnalystAction action) implements Reading {
        @Override
        public long time() {
            return action.time();
        }
    }

    /** None of the feed's: a {@code kind} that is no access, an event that neither issues nor revokes, the end of a decision. */
    record Skipped() implements Reading {
        @Override
        public long time() {
            return Times.UNKNOWN;
        }
    }

    /**
     * A dead letter; one of the issuance feed leaves a hole in the coverage. Where one of several tokens of an access can be
     * read, the record is none.
     *
     * @param excerpt the record's beginning, with every token replaced by its digest
     * @param time {@link Times#UNKNOWN} also where it is ahead of the clock
     * @param accepted the access, where the gateway accepted a token that cannot be read: it raises an alert as well
     * @param mayIssue whether a token may be missing: not where an issuance record says that it revokes, or is a heartbeat
     * @param issuer whose token an issuance record is of, where that can be read
     */
    record Rejected(
            RejectReason reason,
            String excerpt,
            long time,
            @Nullable AccessRecord accepted,
            boolean mayIssue,
            @Nullable String issuer)
            implements Reading {

        /** A record of which no more is known. */
        Rejected(RejectReason reason, String excerpt, long time) {
            this(reason, excerpt, time, null, true, null);
        }

        /** A fault of this program, which one record must not stop. */
        static Rejected of(RuntimeException fault) {
            return new Rejected(RejectReason.READER_FAULT, Excerpt.of(fault), Times.UNKNOWN);
        }
    }
}

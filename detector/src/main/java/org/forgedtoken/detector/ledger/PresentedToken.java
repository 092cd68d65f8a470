package org.forgedtoken.detector.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.jspecify.annotations.Nullable;

/**
 * A token identity of which something is open: uses that wait for coverage, or a verdict that a late record may still
 * change. Immutable.
 *
 * @param variants what was presented under the identity, apart by content; at most {@link #MOST_VARIANTS}
 * @param apartUntil the last use (epoch ms) of what was presented under the identity and did not fit in here, or {@link
 *     Times#UNKNOWN}
 */
public record PresentedToken(List<Variant> variants, long apartUntil) {
    /**
     * So many different contents are kept together; more of them each by itself. All are written anew with each use: whoever
     * presents one id with ever other contents must not make that ever more.
     */
    public static final int MOST_VARIANTS = 8;
    /** So many uses of one variant are held; of more, only their number. */
    public static final int MOST_USES = 32;
    /** So many of one that has its verdict. */
    public static final int MOST_SETTLED = 2;
    /** Of more uses the one at this place is no longer held: so many of the first are, and the last. */
    private static final int MIDDLE = MOST_USES / 2;

    private static final long STEP = 15_000;

    /** Takes in uses of a variant. */
    public interface OverTime {
        /**
         * Some uses.
         *
         * @param use one that was held
         * @param time when it was, or uses like it were, epoch ms
         * @param accesses how many these were
         */
        void accept(AccessRecord use, long time, long accesses);
    }

    /** Where a variant stands. */
    public enum State {
        /** The ledger does not have the token, and coverage has not come so far. */
        WAITING,
        /** It differs from its ledger entry, and coverage has not come so far. */
        DIFFERING,
        /** It is in the ledger, but revocations are not known up to its last use. */
        UNREVOKED,
        /** Found never issued. */
        NEVER_ISSUED,
        /** Found altered. */
        ALTERED,
        /** Nothing can be proved of it, and alerts rest on its absence: an issuance may still come. */
        SUSPECTED;

        /** Whether it is still to be decided, so that it takes room among those that may wait. */
        public boolean waits() {
            return this != NEVER_ISSUED && this != ALTERED && this != SUSPECTED;
        }

        /** Whether the ledger does not have what was used. */
        public boolean isAbsent() {
            return this == WAITING || this == NEVER_ISSUED;
        }
    }

    /**
     * One content presented under the identity. Event times, epoch ms.
     *
     * @param id the digest where known, else a hash of what was stated
     * @param silent its signature is known bad: it is counted and makes no token alert
     * @param needed once coverage has come to this event time the variant can be judged (again), or could be
     * @param uses held uses, in order of use
     * @param count all uses, held or not
     * @param differing the labels of the claims that differ, for DIFFERING and ALTERED; the alerts that rest on its
     *     absence, for SUSPECTED; the rules that have counted its uses before any verdict, for WAITING
     */
    public record Variant(
            String id,
            TokenClaims claims,
            boolean silent,
            State state,
            long needed,
            List<AccessRecord> uses,
            long count,
            long lastUse,
            List<String> differing) {

        /** Whether these uses have been counted as earlier than their token's issue, before it has a verdict. */
        public boolean isToldAsEarly() {
            return state == State.WAITING && !differing.isEmpty();
        }

        /** The first use, by event time. */
        public AccessRecord first() {
            return uses.get(0);
        }

        /**
         * Each held use with its number of accesses: one stands for those that were only counted, too. That is the last, or of
         * a variant that was settled, of which no other was held then, the first.
         */
        public void eachUse(ObjLongConsumer<AccessRecord> visitor) {
            int last = uses.size() - 1;
            int forOthers = state.waits() ? last : 0;
            for (int i = 0; i <= last; i++) {
                visitor.accept(uses.get(i), i == forOthers ? count - last : 1);
            }
        }

        /**
         * Each held use at its time, and those that were only counted evenly over the time in which they were, bit by
         * bit: whoever watches how often an account is read must not take the uses of an hour for those of a moment.
         */
        public void eachTime(OverTime visitor) {
            uses.forEach(use -> visitor.accept(use, use.time(), 1));
            long others = count - uses.size();
            if (others == 0) {
                return;
            }
            AccessRecord like = uses.get(Math.min(MIDDLE, uses.size() - 1));
            long since = uses.get(Math.min(MIDDLE, uses.size()) - 1).time();
            long length = like.time() - since;
            long steps = Math.min(others, length / STEP + 1);
            for (long i = 0; i < steps; i++) {
                long accesses = others * (i + 1) / steps - others * i / steps;
                visitor.accept(like, since + length * (2 * i + 1) / (2 * steps), accesses);
            }
        }

        /** The variant with one use more, in order; of too many the one in the middle is only counted. */
        public Variant with(AccessRecord use, int mostUses) {
            List<AccessRecord> more = new ArrayList<>(uses);
            int at = more.size();
            while (at > 0 && AccessRecord.BY_USE.compare(more.get(at - 1), use) > 0) {
                at--;
            }
            more.add(at, use);
            if (more.size() > mostUses) {
                more.remove((mostUses + 1) / 2);
            }
            return new Variant(
                    id,
                    claims,
                    silent,
                    state,
                    needed,
                    List.copyOf(more),
                    count + 1,
                    Math.max(lastUse, use.time()),
                    differing);
        }

        public Variant in(State next, long neededThen) {
            return new Variant(id, claims, silent, next, neededThen, uses, count, lastUse, differing);
        }

        public Variant differingIn(List<String> claimLabels) {
            return new Variant(id, claims, silent, state, needed, uses, count, lastUse, claimLabels);
        }

        /** The variant with its first and last use, its counts kept: what a verdict that could be given then still needs. */
        public Variant settled(State verdict, long since) {
            return new Variant(id, claims, silent, verdict, since, firstAndLast(), count, lastUse, differing);
        }

        private List<AccessRecord> firstAndLast() {
            return uses.size() <= MOST_SETTLED ? uses : List.of(first(), uses.get(uses.size() - 1));
        }
    }

    public PresentedToken(List<Variant> variants) {
        this(variants, Times.UNKNOWN);
    }

    /** Whether there is more under the identity than is in here. */
    public boolean hasMoreApart() {
        return Times.known(apartUntil);
    }

    /** The token, of which this is the last use of what did not fit in here. */
    public PresentedToken withApartUntil(long lastUse) {
        return new PresentedToken(variants, lastUse);
    }

    /** The variant of this id, or null. */
    public @Nullable Variant variant(String id) {
        for (Variant variant : variants) {
            if (variant.id().equals(id)) {
                return variant;
            }
        }
        return null;
    }

    /** The token with this variant in place of the one of the same id, or added. */
    public PresentedToken with(Variant variant) {
        List<Variant> more = new ArrayList<>(variants.size() + 1);
        variants.forEach(v -> more.add(v.id().equals(variant.id()) ? variant : v));
        if (variant(variant.id()) == null) {
            more.add(variant);
        }
        return new PresentedToken(List.copyOf(more), apartUntil);
    }

    /** The token without the variant of this id. */
    public PresentedToken without(String id) {
        return new PresentedToken(
                variants.stream().filter(v -> !v.id().equals(id)).toList(), apartUntil);
    }
}

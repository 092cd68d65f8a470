package org.forgedtoken.detector.group;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.coverage.Hole;
import org.forgedtoken.detector.group.Members.Distinct;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Tenfold;

/**
 * GROUP's part for {@code hole-overdrawn}: counts the distinct tokens that are undetermined because of a hole, and tells when
 * they are more than can be missing in it. What the alert says follows from the hole and the count alone, so that it does
 * not hang on which of them comes first. Not thread-safe.
 */
final class OverdrawnHoles {
    private static final int EXACT = 10_000;
    /** So many holes at hand: those of long ago are asked for seldom. */
    private static final int AT_HAND = 16;
    /** A sketch is written again when it has grown by one in so many: what a crash may lose. */
    private static final int GROWN = 50;

    private static final Evidence AS_BEFORE = new Evidence(null, null, null, null, List.of(), new TreeMap<>());

    private final Store<HoleTokens> store;
    private final Lasting lasting;

    @SuppressWarnings("serial")
    private final Map<String, Distinct<HoleTokens>> atHand = new LinkedHashMap<>(AT_HAND, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Distinct<HoleTokens>> eldest) {
            return size() > AT_HAND;
        }
    };

    OverdrawnHoles(Store<HoleTokens> store, Lasting lasting) {
        this.store = store;
        this.lasting = lasting;
    }

    /** One more token is undetermined because of a hole, or one of them again. */
    void missing(Finding.Missing found) {
        String uid = found.key().uid();
        Distinct<HoleTokens> tokens = atHand.computeIfAbsent(uid, this::restored);
        long before = tokens.atLeast();
        tokens.add(found.token());
        long now = tokens.atLeast();
        if (now == before) {
            return;
        }
        HoleTokens known = store.get(uid);
        HoleTokens hole = known == null
                ? new HoleTokens(found.hole().since(), found.hole().until(), 0, 0, HoleTokens.ONE.sketch())
                : known;
        byte[] sketch = tokens.bytes();
        if (sketch.length > 0 && (hole.sketch().length == 0 || now > hole.saved() + hole.saved() / GROWN)) {
            hole = hole.sketched(now, sketch);
        }
        hole = now > found.hole().capacity() ? told(found, hole, now) : hole;
        if (!hole.equals(known)) {
            store.put(uid, hole);
        }
    }

    private HoleTokens told(Finding.Missing found, HoleTokens hole, long count) {
        if (hole.told() == 0) {
            lasting.begun(new Finding.Begun(found.key(), hole.since(), hole.until(), count, evidence(found), null));
            return hole.told(count);
        }
        if (Tenfold.isReached(hole.told(), count)) {
            lasting.grown(new Finding.Grown(found.key(), hole.until(), count));
            return hole.told(count);
        }
        return hole;
    }

    /** Nothing is missing in the hole any more. */
    void filled(Finding.Filled filled) {
        String uid = filled.key().uid();
        HoleTokens hole = store.get(uid);
        if (hole == null) {
            return;
        }
        restored(uid).forget(token -> {});
        atHand.remove(uid);
        store.remove(uid);
        if (hole.told() > 0) {
            lasting.ended(new Finding.Ended(
                    filled.key(), hole.since(), hole.until(), hole.told(), AS_BEFORE, StatusDetail.RECOVERED));
        }
    }

    private Distinct<HoleTokens> restored(String uid) {
        Distinct<HoleTokens> tokens = new Distinct<>(EXACT, store, uid + '/', HoleTokens.ONE);
        HoleTokens hole = store.get(uid);
        tokens.restore(hole == null ? new byte[0] : hole.sketch());
        return tokens;
    }

    private static Evidence evidence(Finding.Missing found) {
        Hole hole = found.hole();
        SortedMap<String, String> more = new TreeMap<>();
        more.put("feed_issuer", found.issuer());
        more.put("hole_since_at", Long.toString(hole.since()));
        more.put("hole_until_at", Long.toString(hole.until()));
        more.put("can_be_missing_count", Long.toString(hole.capacity()));
        return new Evidence(null, null, null, null, List.of(), more);
    }

    /**
     * How many distinct tokens are missing because of one hole. Of a hole; and of each token that is counted exactly, which is an
     * entry of its own and says nothing more ({@link #ONE}).
     *
     * @param since where the hole begins, epoch ms
     * @param until where it ends, epoch ms
     * @param told how many its alert has spoken of last; 0 where there is none
     * @param saved how many the sketch counted when it was written
     * @param sketch of them; empty while they are counted exactly
     */
    @SuppressWarnings("ArrayRecordComponent") // its bytes, compared here
    public record HoleTokens(long since, long until, long told, long saved, byte[] sketch) {
        static final HoleTokens ONE = new HoleTokens(0, 0, 0, 0, new byte[0]);

        HoleTokens told(long count) {
            return new HoleTokens(since, until, count, saved, sketch);
        }

        HoleTokens sketched(long count, byte[] bytes) {
            return new HoleTokens(since, until, told, count, bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof HoleTokens that
                    && since == that.since
                    && until == that.until
                    && told == that.told
                    && saved == that.saved
                    && Arrays.equals(sketch, that.sketch);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(since) * 31 + Arrays.hashCode(sketch);
        }
    }
}

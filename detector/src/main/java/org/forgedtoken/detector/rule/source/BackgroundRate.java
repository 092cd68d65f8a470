package org.forgedtoken.detector.rule.source;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What happens at all sources: of the accounts that were seen at a source, how many are not vouched for, by the five
 * minutes in which they turned to another class there, or else once a day while they are in use. An outage
 * of the issuance feed, or a first day, so explains the very accounts that it touched, whenever they are looked at. Not
 * thread-safe.
 */
public final class BackgroundRate {
    /** Seconds of one slot. */
    static final int SLOT = 5 * 60;

    /** As many as the longest window has. */
    public static final int SLOTS = SourceWindow.LONGEST / SLOT;

    private final int[][] slots = new int[TrustClass.values().length][SLOTS];
    private final long[] sum = new long[TrustClass.values().length];
    private int newest = Integer.MIN_VALUE;

    private final Set<Integer> changed = new TreeSet<>();

    /** Nearly always the one that is changed next: it need not be looked for then. */
    private int lastChanged = Integer.MIN_VALUE;

    /**
     * The counts of one slot.
     *
     * @param at which, in five minutes since 2020
     */
    public record Slot(int at, int vouched, int noCoverage, int unvouched, int forged) {
        /** Its place among those of the longest window: a later slot takes it. */
        public String place() {
            return Integer.toString(Math.floorMod(at, SLOTS));
        }
    }

    /** Nothing has been seen yet. */
    public BackgroundRate() {}

    /** Takes up a slot as it was left. */
    public void restore(Slot slot) {
        add(slot.at(), TrustClass.ISSUED, slot.vouched());
        add(slot.at(), TrustClass.NO_COVERAGE, slot.noCoverage());
        add(slot.at(), TrustClass.UNKNOWN, slot.unvouched());
        add(slot.at(), TrustClass.FORGED, slot.forged());
    }

    /** The slots that have changed since this was last asked, as they are now. */
    public List<Slot> takeChanged() {
        List<Slot> now = changed.stream()
                .filter(this::holds)
                .map(at -> new Slot(
                        at,
                        count(at, TrustClass.ISSUED),
                        count(at, TrustClass.NO_COVERAGE),
                        count(at, TrustClass.UNKNOWN),
                        count(at, TrustClass.FORGED)))
                .toList();
        changed.clear();
        lastChanged = Integer.MIN_VALUE;
        return now;
    }

    /** The slot of a second. */
    static int slot(int time) {
        return Math.floorDiv(time, SLOT);
    }

    /** This account of a source joins, or (negative) is taken out again. */
    void count(AccountUse use, int accounts) {
        count(use.since(), use.trust(), accounts);
        if (slot(use.since()) != slot(use.counted())) {
            count(use.counted(), use.trust(), accounts);
        }
    }

    /** At this second so many accounts were of this kind (negative: they are taken out again). */
    void count(int time, TrustClass trust, int accounts) {
        int slot = slot(time);
        add(slot, trust, accounts);
        if (slot != lastChanged) {
            lastChanged = slot;
            changed.add(slot);
        }
    }

    private void add(int slot, TrustClass trust, int accounts) {
        advance(slot);
        if (holds(slot)) {
            int at = Math.floorMod(slot, SLOTS);
            int[] counts = slots[trust.ordinal()];
            int now = Math.max(0, counts[at] + accounts);
            sum[trust.ordinal()] += now - counts[at];
            counts[at] = now;
        }
    }

    /** How many are such in this slot. */
    int count(int slot, TrustClass trust) {
        return holds(slot) ? slots[trust.ordinal()][Math.floorMod(slot, SLOTS)] : 0;
    }

    /** How many are such in all slots. */
    long sum(TrustClass trust) {
        return sum[trust.ordinal()];
    }

    private boolean holds(int slot) {
        return slot <= newest && slot > newest - SLOTS;
    }

    private void advance(int slot) {
        if (newest == Integer.MIN_VALUE || slot - SLOTS >= newest) {
            for (int[] counts : slots) {
                Arrays.fill(counts, 0);
            }
            Arrays.fill(sum, 0);
            newest = Math.max(slot, newest);
        }
        while (newest < slot) {
            newest++;
            int at = Math.floorMod(newest, SLOTS);
            for (TrustClass trust : TrustClass.values()) {
                sum[trust.ordinal()] -= slots[trust.ordinal()][at];
                slots[trust.ordinal()][at] = 0;
            }
        }
    }
}

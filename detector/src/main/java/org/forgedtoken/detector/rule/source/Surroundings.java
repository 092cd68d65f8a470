package org.forgedtoken.detector.rule.source;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.forgedtoken.detector.rule.source.AccountUse.Thought;

/**
 * What happens at all sources: of the accounts that were seen at a source, how many are not vouched for, by the five
 * minutes in which another thing began to be thought of them there, or else once a day while they are in use. An outage
 * of the issuance feed, or a first day, so explains the very accounts that it touched, whenever they are looked at. Not
 * thread-safe.
 */
public final class Surroundings {
    /** Seconds of one slot. */
    static final int SLOT = 5 * 60;

    /** As many as the longest window has. */
    public static final int SLOTS = SourceWindow.LONGEST / SLOT;

    private final int[][] slots = new int[Thought.values().length][SLOTS];
    private final long[] sum = new long[Thought.values().length];
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
    public Surroundings() {}

    /** Takes up a slot as it was left. */
    public void restore(Slot slot) {
        add(slot.at(), Thought.VOUCHED, slot.vouched());
        add(slot.at(), Thought.NO_COVERAGE, slot.noCoverage());
        add(slot.at(), Thought.UNVOUCHED, slot.unvouched());
        add(slot.at(), Thought.FORGED, slot.forged());
    }

    /** The slots that have changed since this was last asked, as they are now. */
    public List<Slot> takeChanged() {
        List<Slot> now = changed.stream()
                .filter(this::holds)
                .map(at -> new Slot(
                        at,
                        count(at, Thought.VOUCHED),
                        count(at, Thought.NO_COVERAGE),
                        count(at, Thought.UNVOUCHED),
                        count(at, Thought.FORGED)))
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
        count(use.since(), use.thought(), accounts);
        if (slot(use.since()) != slot(use.counted())) {
            count(use.counted(), use.thought(), accounts);
        }
    }

    /** At this second so many accounts were of this kind (negative: they are taken out again). */
    void count(int time, Thought thought, int accounts) {
        int slot = slot(time);
        add(slot, thought, accounts);
        if (slot != lastChanged) {
            lastChanged = slot;
            changed.add(slot);
        }
    }

    private void add(int slot, Thought thought, int accounts) {
        advance(slot);
        if (holds(slot)) {
            int at = Math.floorMod(slot, SLOTS);
            int[] counts = slots[thought.ordinal()];
            int now = Math.max(0, counts[at] + accounts);
            sum[thought.ordinal()] += now - counts[at];
            counts[at] = now;
        }
    }

    /** How many are such in this slot. */
    int count(int slot, Thought thought) {
        return holds(slot) ? slots[thought.ordinal()][Math.floorMod(slot, SLOTS)] : 0;
    }

    /** How many are such in all slots. */
    long sum(Thought thought) {
        return sum[thought.ordinal()];
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
            for (Thought thought : Thought.values()) {
                sum[thought.ordinal()] -= slots[thought.ordinal()][at];
                slots[thought.ordinal()][at] = 0;
            }
        }
    }
}

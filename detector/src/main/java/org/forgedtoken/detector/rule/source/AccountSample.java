package org.forgedtoken.detector.rule.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.datasketches.common.ResizeFactor;
import org.apache.datasketches.tuple.TupleSketchIterator;
import org.apache.datasketches.tuple.UpdatableSketch;
import org.apache.datasketches.tuple.UpdatableSketchBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The accounts whose tokens one source uses: all of them while they are few; of more, a uniform sample in a DataSketches
 * tuple sketch (Dasgupta, Lang, Rhodes, Thaler, <i>A Framework for Estimating Stream Expression Cardinalities</i>, 2016).
 * The sketch keeps every account up to about 900, and a share of {@link #kept()} beyond. Not thread-safe.
 */
final class AccountSample {
    /** So many are kept in an array: a source of one or two accounts, as most are, must cost next to nothing. */
    private static final int FEW = 32;

    /** The sketch keeps at least so many of more: an error of about 4.5 % (one over the root). */
    static final int NOMINAL = 512;

    private AccountUse[] few;
    private int size;
    private @Nullable UpdatableSketch<Consumer<AccountUse>, AccountUse> many;

    /** The second at which the stale ones were last let go. */
    private int cleared = Seconds.NEVER;

    /** As it was left; of a new source, all of no accounts. */
    AccountSample(double kept, List<AccountUse> uses) {
        if (kept == 1 && uses.size() <= FEW) {
            size = uses.size();
            few = uses.toArray(new AccountUse[Math.max(1, size)]);
        } else {
            few = new AccountUse[0];
            many = sketch(kept, uses);
        }
    }

    /** Takes an access in; the visit tells what it changed. Of an account that is not in the sample, nothing. */
    void see(Visit visit) {
        if (many == null) {
            for (int i = 0; i < size; i++) {
                if (few[i].account() == visit.account) {
                    visit.accept(few[i]);
                    return;
                }
            }
        }
        makeRoom(visit.time);
        if (many != null) {
            many.update(visit.account, visit);
        } else {
            few[size++] = new AccountUse().update(visit);
        }
    }

    /** How many are kept. */
    int size() {
        return many == null ? size : many.getRetainedEntries();
    }

    /** The share of the accounts that is kept. */
    double kept() {
        return many == null ? 1 : many.getTheta();
    }

    void forEach(Consumer<AccountUse> visitor) {
        if (many == null) {
            for (int i = 0; i < size; i++) {
                visitor.accept(few[i]);
            }
        } else {
            TupleSketchIterator<AccountUse> each = many.iterator();
            while (each.next()) {
                visitor.accept(each.getSummary());
            }
        }
    }

    List<AccountUse> uses() {
        List<AccountUse> uses = new ArrayList<>(size());
        forEach(uses::add);
        return uses;
    }

    /** Lets stale accounts go before any other must make room; a sketch at most once a day, as it is built anew. */
    private void makeRoom(int now) {
        boolean full = many == null ? size == FEW : many.getRetainedEntries() >= NOMINAL;
        if (full && now - SourceWindow.DAY.seconds() > cleared) {
            cleared = now;
            List<AccountUse> fresh = uses();
            fresh.removeIf(use -> use.last() < now - SourceWindow.LONGEST);
            if (many != null) {
                many = sketch(kept(), fresh);
            } else {
                size = fresh.size();
                few = Arrays.copyOf(fresh.toArray(AccountUse[]::new), FEW);
            }
        }
        if (many == null && size == FEW) {
            many = sketch(1, uses());
            few = new AccountUse[0];
        } else if (many == null && size == few.length) {
            few = Arrays.copyOf(few, Math.min(FEW, 2 * size));
        }
    }

    private static UpdatableSketch<Consumer<AccountUse>, AccountUse> sketch(double kept, List<AccountUse> uses) {
        UpdatableSketch<Consumer<AccountUse>, AccountUse> sketch = new UpdatableSketchBuilder<>(AccountUse::new)
                .setNominalEntries(NOMINAL)
                .setResizeFactor(ResizeFactor.X2)
                .setSamplingProbability((float) kept)
                .build();
        for (AccountUse use : uses) {
            sketch.update(use.account(), fresh -> fresh.become(use));
        }
        return sketch;
    }
}

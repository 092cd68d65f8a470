package org.forgedtoken.detector.step;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.forgedtoken.detector.reading.PlainAccessReader;
import org.jspecify.annotations.Nullable;

/**
 * Where READ and JUDGE are one task: accesses that come together are looked at first, and JUDGE counts those that change
 * nothing else. Nearly all are of that kind, and of none an object is made. The rest is read as ever. Not thread-safe.
 *
 * @param <R> a record of the access feed
 */
public final class FastLane<R> {
    private final Function<R, byte @Nullable []> key;
    private final Function<R, byte @Nullable []> value;
    private final PlainAccessReader reader;
    private final Consumer<TokenEvent> judge;
    private final ReadAccess access;
    private final Whole<R> whole;
    private final TokenEvent.Plain uses = new TokenEvent.Plain(this::whole, false);
    private List<R> batch = List.of();
    private long readAt;
    private final Pause pause = new Pause();
    private int[] places = {};

    /** How a record is read like any other; {@code now} is when it came, epoch ms. */
    public interface Whole<R> {
        TokenEvent read(R record, long now);
    }

    /**
     * One that has judged nothing so far.
     *
     * @param key of a record, and its value
     * @param whole reads one whose key turns out bad
     * @param judge is handed uses, and marks those that it has counted
     */
    public FastLane(
            Function<R, byte @Nullable []> key,
            Function<R, byte @Nullable []> value,
            PlainAccessReader reader,
            ReadAccess access,
            Whole<R> whole,
            Consumer<TokenEvent> judge) {
        this.key = key;
        this.value = value;
        this.reader = reader;
        this.access = access;
        this.whole = whole;
        this.judge = judge;
    }

    /** Has the ordinary ones counted; returns the others, in their order. */
    public List<R> others(List<R> records, long now) {
        int all = records.size();
        if (pause.skips(all)) {
            return records;
        }
        uses.clear();
        batch = records;
        readAt = now;
        places = places.length < all ? new int[all] : places;
        for (int i = 0; i < all; i++) {
            R record = records.get(i);
            byte[] ofToken = key.apply(record);
            if (ofToken != null && reader.read(ofToken, value.apply(record), now, uses.next())) {
                places[uses.size()] = i;
                uses.add();
            }
        }
        if (uses.size() > 0) {
            judge.accept(uses);
        }
        List<R> others = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < uses.size(); i++) {
            if (uses.isCounted(i)) {
                access.passed(uses.use(i).time());
                others.addAll(records.subList(from, places[i]));
                from = places[i] + 1;
            }
        }
        others.addAll(records.subList(from, all));
        pause.saw(all, all - others.size());
        return others;
    }

    private Supplier<TokenEvent> whole(int number) {
        R record = batch.get(places[number]);
        long now = readAt;
        return () -> whole.read(record, now);
    }
}

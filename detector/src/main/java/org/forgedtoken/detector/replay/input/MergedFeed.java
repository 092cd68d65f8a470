package org.forgedtoken.detector.replay.input;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All inputs of a feed as one sequence: always the record that is the earliest among the next ones of all inputs. Within
 * an input the order stays as it is. Not thread-safe.
 */
public final class MergedFeed implements Closeable {
    private final PriorityQueue<OpenInput> waiting = new PriorityQueue<>(Comparator.comparingLong(OpenInput::time));
    private final Set<OpenInput> besideDamaged = new HashSet<>();
    private @Nullable OpenInput current;
    private boolean loss;

    /**
     * Of those that need be read.
     *
     * @param progress is told, of each record, how much more has been read
     */
    public MergedFeed(
            List<? extends Input> inputs, RecordFormat format, OpenInput.Workers workers, LongConsumer progress)
            throws IOException {
        List<OpenInput> opened = new ArrayList<>();
        try {
            for (Input input : inputs) {
                if (input.skipped() == null) {
                    opened.add(new OpenInput(input, format, workers, progress));
                }
            }
            for (OpenInput input : opened) {
                input.awaitFirst(); // only now: all of them have begun to be read
                waiting.add(input);
            }
        } catch (IOException | RuntimeException e) {
            opened.forEach(OpenInput::close);
            throw e;
        }
        current = waiting.poll();
    }

    /** Whether there is another record; where there is none its time has no meaning. */
    public boolean hasNext() {
        return current != null;
    }

    /** The time of the next record, epoch ms. */
    public long time() {
        return current == null ? Long.MAX_VALUE : current.time();
    }

    /** The next record; null where an input turned out to have none left. */
    public OpenInput.@Nullable Entry next() throws IOException {
        OpenInput file = current;
        if (file == null) {
            return null;
        }
        OpenInput.Entry entry = file.next();
        if (entry == null) {
            ended(file);
            current = waiting.poll();
        } else if (!waiting.isEmpty() && waiting.peek().time() < file.time()) {
            waiting.add(file);
            current = waiting.poll();
        }
        return entry;
    }

    /**
     * Whether records of a damaged file may be missing since this was last asked. How far they would have reached nobody
     * knows: at least to the next record, and as far as the files that were being read beside it.
     */
    public boolean takeLoss() {
        boolean lost = loss || !besideDamaged.isEmpty();
        loss = false;
        return lost;
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
        }
        for (OpenInput file : waiting) {
            file.close();
        }
    }

    private void ended(OpenInput file) {
        besideDamaged.remove(file);
        if (file.isDamaged()) {
            loss = true;
            waiting.stream().filter(OpenInput::hasBegun).forEach(besideDamaged::add);
        }
        file.close();
    }
}

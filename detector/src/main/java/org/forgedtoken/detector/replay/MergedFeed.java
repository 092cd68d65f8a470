package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All files of a feed as one sequence: always the record that is the earliest among the next ones of all files. Within a
 * file the order stays as it is. Not thread-safe.
 */
final class MergedFeed<R> implements Closeable {
    private final PriorityQueue<LogFile<R>> waiting = new PriorityQueue<>(Comparator.comparingLong(LogFile::time));
    private final Set<LogFile<R>> besideDamaged = new HashSet<>();
    private @Nullable LogFile<R> current;
    private boolean loss;

    /** @param progress is told how many bytes more have been read */
    MergedFeed(List<InputFile> files, RecordFormat<R> format, Workers workers, LongConsumer progress)
            throws IOException {
        for (InputFile file : files) {
            waiting.add(new LogFile<>(file, format, workers, progress));
        }
        current = waiting.poll();
    }

    /** Whether there is another record; where there is none its time has no meaning. */
    boolean hasNext() {
        return current != null;
    }

    /** The time of the next record, epoch ms. */
    long time() {
        return current == null ? Long.MAX_VALUE : current.time();
    }

    /** The next record; null where a file turned out to have none left. */
    LogFile.@Nullable Entry<R> next() throws IOException {
        LogFile<R> file = current;
        if (file == null) {
            return null;
        }
        LogFile.Entry<R> entry = file.next();
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
    boolean takeLoss() {
        boolean lost = loss || !besideDamaged.isEmpty();
        loss = false;
        return lost;
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
        }
        for (LogFile<R> file : waiting) {
            file.close();
        }
    }

    private void ended(LogFile<R> file) {
        besideDamaged.remove(file);
        if (file.isDamaged()) {
            loss = true;
            waiting.stream().filter(LogFile::hasBegun).forEach(besideDamaged::add);
        }
        file.close();
    }
}

package org.forgedtoken.detector.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where stores go that are too large for the memory; made when the first of them needs it, and gone with the run. What a run
 * has left that was killed goes with the next one in the same folder of results: there is one at a time.
 */
final class SpillFolder implements Closeable {
    private static final String NAME = ".spill";

    private final Path folder;
    private boolean made;
    private @Nullable SpillMemory memory;

    /** @param beside the folder of results: the disk that it is on has room */
    SpillFolder(Path beside) {
        this.folder = beside.resolve(NAME);
    }

    synchronized Path path() {
        try {
            if (!made) {
                close();
                Files.createDirectory(folder);
                made = true;
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be written.", e);
        }
    }

    /** Of all stores that are here. */
    synchronized SpillMemory memory() {
        if (memory == null) {
            memory = SpillMemory.create();
        }
        return memory;
    }

    @Override
    public synchronized void close() throws IOException {
        if (memory != null) {
            memory.close();
            memory = null;
        }
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepestFirst) {
                Files.deleteIfExists(one);
            }
        }
        made = false;
    }
}

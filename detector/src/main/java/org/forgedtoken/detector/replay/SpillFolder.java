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

/** Where stores go that are too large for the memory; made when the first of them needs it, and gone with the run. */
final class SpillFolder implements Closeable {
    private final Path beside;
    private @Nullable Path folder;

    /** @param beside the folder of results: the disk that it is on has room */
    SpillFolder(Path beside) {
        this.beside = beside;
    }

    synchronized Path path() {
        try {
            if (folder == null) {
                folder = Files.createTempDirectory(beside, ".replay-");
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + beside + " cannot be written.", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (folder == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepestFirst) {
                Files.deleteIfExists(one);
            }
        }
        folder = null;
    }
}

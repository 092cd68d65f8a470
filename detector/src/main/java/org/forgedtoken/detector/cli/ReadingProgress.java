package org.forgedtoken.detector.cli;

import java.io.PrintWriter;
import org.forgedtoken.detector.replay.ReplayProgress;
import org.jspecify.annotations.Nullable;

/** How far files have been read, once it is known how long they are. */
final class ReadingProgress implements ReplayProgress {
    private final PrintWriter err;
    private @Nullable Progress progress;

    ReadingProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void begin(long bytes) {
        progress = new Progress(err, 0, bytes);
    }

    @Override
    public void read(long bytes) {
        if (progress != null) {
            progress.accept(bytes);
        }
    }

    void end() {
        if (progress != null) {
            progress.end();
        }
    }
}

package org.forgedtoken.detector.cli;

import java.io.PrintWriter;
import org.forgedtoken.detector.replay.ReplayProgress;
import org.jspecify.annotations.Nullable;

/** How far each stage of a long work has come. */
final class ReadingProgress implements ReplayProgress {
    private final PrintWriter err;
    private @Nullable Progress progress;

    ReadingProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void begin(String stage, long length) {
        end();
        progress = new Progress(err, stage, 0, length);
    }

    @Override
    public void done(long position) {
        if (progress != null) {
            progress.accept(position);
        }
    }

    void end() {
        if (progress != null) {
            progress.end();
        }
    }
}

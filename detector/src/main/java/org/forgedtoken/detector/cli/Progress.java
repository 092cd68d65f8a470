package org.forgedtoken.detector.cli;

import java.io.PrintWriter;
import java.util.function.LongConsumer;

/** Shows on stderr how far a long work has come: a bar on a terminal, a line every five seconds otherwise. */
final class Progress implements LongConsumer {

    private static final long LINE_NANOS = 5_000_000_000L;
    private static final long BAR_NANOS = 200_000_000L;
    private static final int BAR_WIDTH = 40;

    private final PrintWriter err;
    private final String stage;
    private final long start;
    private final long length;

    @SuppressWarnings(
            "SystemConsoleNull") // from Java 22 on it is a console without a terminal too: a bar in a log, no more
    private final boolean terminal = System.console() != null;

    private long shown = System.nanoTime();
    private long records;
    private boolean isShown;

    /**
     * Where it starts and how long it is, in ms of event time or in bytes.
     *
     * @param stage what is done, for people
     * @param length 0 where it is not known
     */
    Progress(PrintWriter err, String stage, long start, long length) {
        this.err = err;
        this.stage = stage;
        this.start = start;
        this.length = length;
    }

    @Override
    public void accept(long position) {
        records++;
        // Asking for the time costs more than a record in a hundred is worth.
        if (records % 256 != 0) {
            return;
        }
        long now = System.nanoTime();
        if (now - shown >= (terminal ? BAR_NANOS : LINE_NANOS)) {
            shown = now;
            show(length <= 0 ? -1 : (int) Math.max(0, Math.min(100, 100.0 * (position - start) / length)));
        }
    }

    /** Leaves the bar's line, where there is one: a stage of a moment shows nothing. */
    void end() {
        if (terminal && isShown) {
            show(length <= 0 ? -1 : 100);
            err.println();
        }
    }

    private void show(int percent) {
        isShown = true;
        String come =
                percent < 0 ? records + " records" : percent + " %" + (terminal ? "" : ", " + records + " records");
        if (terminal) {
            int full = Math.max(0, percent) * BAR_WIDTH / 100;
            String bar = percent < 0 ? "" : "[" + "#".repeat(full) + " ".repeat(BAR_WIDTH - full) + "] ";
            err.print("\r" + stage + ": " + bar + come);
        } else {
            err.println(stage + ": " + come);
        }
        err.flush();
    }
}

package org.forgedtoken.detector.cli;

import java.io.PrintWriter;
import java.util.function.LongConsumer;
import org.forgedtoken.detector.replay.ReplayProgress;

/** Shows on stderr how far a long work has come: a bar on a terminal, a line every five seconds otherwise. */
final class Progress implements ReplayProgress, LongConsumer {

    private static final long LINE_NANOS = 5_000_000_000L;
    private static final long BAR_NANOS = 200_000_000L;
    private static final int BAR_WIDTH = 40;

    private final PrintWriter err;

    @SuppressWarnings(
            "SystemConsoleNull") // from Java 22 on it is a console without a terminal too: a bar in a log, no more
    private final boolean terminal = System.console() != null;

    private String stage = "";
    private long start;
    private long length;
    private long shown;
    private long records;
    private boolean isShown;

    Progress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void begin(String what, long bytes) {
        begin(what, 0, bytes);
    }

    /**
     * Where it starts and how long it is, in ms of event time or in bytes.
     *
     * @param what is done, for people
     * @param most 0 where it is not known
     */
    void begin(String what, long from, long most) {
        end();
        stage = what;
        start = from;
        length = most;
        shown = System.nanoTime();
        records = 0;
        isShown = false;
    }

    @Override
    public void done(long position) {
        accept(position);
    }

    @Override
    public void accept(long position) {
        records++;
        // Asking for the time costs more than a record in a hundred is worth.
        if (records % 256 != 0) {
            return;
        }
        look(position);
    }

    /** The same where nobody counts records: how far the stage has come. */
    void look(long position) {
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
            isShown = false;
        }
    }

    private void show(int percent) {
        isShown = true;
        String come = percent < 0
                ? records + " records"
                : percent + " %" + (terminal || records == 0 ? "" : ", " + records + " records");
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

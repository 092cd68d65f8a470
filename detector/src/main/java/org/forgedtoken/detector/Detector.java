package org.forgedtoken.detector;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.forgedtoken.detector.cli.DetectorCommand;

/** The program. */
public final class Detector {
    /** Longer than a detector takes to stop, shorter than what kills it for good. */
    private static final long STOPPING_SECONDS = 20;

    private static final int STOPPED_BY_SIGNAL = 143;

    private Detector() {}

    /**
     * Runs the command line and ends the process with its exit code: 0 done, 1 failed, 2 wrong use. A signal to stop
     * interrupts the command, and its exit code counts.
     */
    public static void main(String[] arguments) {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread command = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(command, code), "stop"));
        code.complete(DetectorCommand.commandLine().execute(arguments));
        System.exit(code.join());
    }

    /** Runs at the end in any case; only where a signal has brought it is there a command to stop. */
    private static void stop(Thread command, CompletableFuture<Integer> code) {
        if (code.isDone()) {
            return;
        }
        command.interrupt();
        Runtime.getRuntime().halt(codeOf(code));
    }

    private static int codeOf(CompletableFuture<Integer> code) {
        try {
            return code.get(STOPPING_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return STOPPED_BY_SIGNAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return STOPPED_BY_SIGNAL;
        }
    }
}

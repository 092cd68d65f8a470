package org.forgedtoken.detector.bench;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Processes that a bench starts. */
final class Children {
    private static final long PATIENCE_SECONDS = 20;

    private Children() {}

    /** The program that runs this one. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Waits until one that was told to end has done so, and ends it where it does not. */
    static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has in memory, as Linux says. */
final class ResidentMemory {
    private ResidentMemory() {}

    /** MB at most so far; NaN where that is not known. */
    static double highest(long pid) throws IOException {
        return of(pid, "VmHWM:");
    }

    /** MB now; NaN where that is not known. */
    static double now(long pid) throws IOException {
        return of(pid, "VmRSS:");
    }

    private static double of(long pid, String line) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(one -> one.startsWith(line))
                .mapToDouble(one -> Double.parseDouble(one.replaceAll("\\D", "")) / 1_024)
                .findFirst()
                .orElse(Double.NaN);
    }
}

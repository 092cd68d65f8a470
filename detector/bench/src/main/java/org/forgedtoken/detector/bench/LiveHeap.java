package org.forgedtoken.detector.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a JVM keeps on its heap. */
final class LiveHeap {
    private static final double MB = 1 << 20;

    private LiveHeap() {}

    /** MB of objects that another JVM still needs: it is made to collect, which stops it for as long as that takes. */
    static double of(long pid) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String last = "";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(asked.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        String[] total = last.trim().split("\\s+");
        if (total.length < 3 || !total[0].equals("Total")) {
            throw new IOException("jcmd says: " + last);
        }
        return Double.parseDouble(total[2]) / MB;
    }
}

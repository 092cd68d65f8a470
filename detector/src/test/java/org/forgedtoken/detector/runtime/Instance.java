package org.forgedtoken.detector.runtime;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.forgedtoken.detector.Detector;

/** An instance of the detector in a process of its own, that can be killed, held, and started again. */
final class Instance implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("The detector is running: (http://\\S+)");

    private final Path log;
    private final List<String> command;
    private Process process;
    private int starts;
    private boolean wanted;

    /** Not yet started. */
    Instance(Map<String, String> settings, Path log) {
        this.log = log;
        this.command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                // It lives for seconds: compiling it well would take longer than it runs.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Detector.class.getName(),
                "run"));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + '=' + value)));
    }

    void start() throws IOException {
        wanted = true;
        starts++;
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Starts it again where it has ended by itself, as whoever runs it would. */
    void keepUp() throws IOException {
        if (wanted && !process.isAlive()) {
            start();
        }
    }

    /** How often it was started. */
    int starts() {
        return starts;
    }

    /** How often it has said that it runs. */
    long runs() throws IOException {
        return log().lines()
                .filter(line -> line.contains("The detector is running: http://"))
                .count();
    }

    /** All that it has said. */
    String log() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Where its pages are, once it runs. */
    URI address() throws IOException {
        return ADDRESS.matcher(log())
                .results()
                .reduce((one, later) -> later)
                .map(said -> URI.create(said.group(1)))
                .orElseThrow(() -> new IOException("It does not run yet."));
    }

    /** Its exit code, once it has ended by itself. */
    int ended(Duration within) throws InterruptedException {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("It has not ended within " + within);
        }
        return process.exitValue();
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        wanted = false;
        process.destroyForcibly().waitFor();
    }

    /** Asks it to end; its exit code. */
    int stop() throws InterruptedException {
        wanted = false;
        process.destroy();
        return process.waitFor(2, TimeUnit.MINUTES) ? process.exitValue() : -1;
    }

    /** Lets it stand still: it holds its connections and does nothing, until it is let go. */
    void hold() throws IOException, InterruptedException {
        Signals.hold(process);
    }

    void letGo() throws IOException, InterruptedException {
        Signals.letGo(process);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}

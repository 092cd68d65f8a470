package org.forgedtoken.detector.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A competitor's process; it stays from run to run, and so is warm from the second on. */
final class ContestantProcess implements AutoCloseable {
    private final Process process;
    private final PrintWriter to;
    private final BufferedReader from;

    /** @param jvm flags of its JVM */
    ContestantProcess(List<String> jvm, RunOptions options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Children.java());
        // What Kafka warns of each time a process comes and goes; a failure is told by what waits for the run.
        command.addAll(List.of("-Ddetector.log.kafka=ERROR", "-Ddetector.log.level=WARN"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName(), "contestant"));
        command.addAll(options.arguments());
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        to = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
        from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Runs once; the name is free for topics and a group. */
    RunFigures run(String name) throws IOException {
        to.println(name);
        String line = from.readLine();
        if (line == null) {
            throw new IOException("The run " + name + " has failed; its process says why above.");
        }
        return new ObjectMapper().readValue(line, RunFigures.class);
    }

    @Override
    public void close() {
        to.close();
        Children.awaitEnd(process);
    }
}

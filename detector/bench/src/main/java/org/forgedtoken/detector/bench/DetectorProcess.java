package org.forgedtoken.detector.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.Detector;

/** The program as its users start it, in a process of its own. */
record DetectorProcess(Process process, URI address) implements AutoCloseable {
    /** As {@code bin/detector} starts it, with the heap of a container of 1 GiB. */
    static final String JVM = "-XX:+UseParallelGC -XX:GCTimeRatio=19 -Djdk.nio.maxCachedBufferSize=262144 -Xmx614m"
            + " -XX:Tier4InvocationThreshold=80000 -XX:Tier4MinInvocationThreshold=9600"
            + " -XX:Tier4CompileThreshold=240000 -XX:Tier4BackEdgeThreshold=640000";

    /** The command of the program with these arguments. */
    static List<String> command(List<String> jvm, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Children.java());
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Detector.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts {@code run} and waits until it runs. */
    static DetectorProcess run(List<String> jvm, Map<String, String> settings) throws IOException {
        List<String> command = command(jvm, "run");
        settings.forEach((key, value) -> command.add("--set=" + key + '=' + value));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String running = said.readLine();
        // a JVM with a flight recorder has the first word
        while (running != null && !running.contains("://")) {
            running = said.readLine();
        }
        if (running == null) {
            throw new IOException("The detector has not started; it says why above.");
        }
        return new DetectorProcess(process, URI.create(running.substring(running.lastIndexOf(' ') + 1)));
    }

    /** What one of its meters without labels says now. */
    double meter(String name) throws IOException {
        return meters().lines()
                .filter(line -> line.startsWith(name + ' '))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    /** What all of its meters say now. */
    String meters() throws IOException {
        URL metrics = address.resolve("/metrics").toURL();
        try (InputStream text = metrics.openStream()) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        process.destroy();
        Children.awaitEnd(process);
    }
}

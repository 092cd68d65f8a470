package org.forgedtoken.detector.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A broker in a process of its own, that can be held. */
final class BrokerProcess implements AutoCloseable {
    private final Process process;
    private final String servers;

    private BrokerProcess(Process process, String servers) {
        this.process = process;
        this.servers = servers;
    }

    /** Runs until its input ends; so it does not outlive who started it. */
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            System.out.println(broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // It is told nothing.
            }
        }
    }

    static BrokerProcess start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String servers = said.readLine();
        if (servers == null) {
            throw new IOException("The broker has not started.");
        }
        return new BrokerProcess(process, servers);
    }

    String bootstrapServers() {
        return servers;
    }

    /** Lets it stand still: whoever is connected stays so, and is not answered. */
    void hold() throws IOException, InterruptedException {
        Signals.hold(process);
    }

    void letGo() throws IOException, InterruptedException {
        Signals.letGo(process);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package org.forgedtoken.detector.chain;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that a test starts and ends; what it says goes to a file. */
final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts it in this folder, where its log is called after it. */
    static Child start(Path folder, String name, String... command) throws IOException {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Servers live where only root looks for programs.
        builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ':' + more);
        Process process = builder.start();
        return new Child(name, process, log);
    }

    /** Runs it to its end, and says what it said where it fails. */
    static String run(Path folder, Duration limit, String name, String... command)
            throws IOException, InterruptedException {
        try (Child child = start(folder, name, command)) {
            if (!child.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        List.of(command) + " has not ended after " + limit + ":\n" + child.said());
            }
            if (child.process.exitValue() != 0) {
                throw new IllegalStateException(
                        List.of(command) + " ended with " + child.process.exitValue() + ":\n" + child.said());
            }
            return child.said().strip();
        }
    }

    /** Waits until it takes connections. */
    Child listening(int port) {
        return listening(port, PATIENCE);
    }

    /** Waits so long until it takes connections. */
    Child listening(int port, Duration patience) {
        try {
            await(name)
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(50))
                    .conditionEvaluationListener(null)
                    .until(() -> {
                        if (!process.isAlive()) {
                            throw new IllegalStateException(name + " has ended:\n" + said());
                        }
                        return takes(port);
                    });
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** What the system calls it. */
    long id() {
        return process.pid();
    }

    /** All that it has said so far. */
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port of loopback that was free a moment ago. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean takes(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }
}

package org.forgedtoken.detector.runtime;

import java.io.IOException;

/** Lets a process of ours stand still, and go on. */
final class Signals {
    private Signals() {}

    static void hold(Process process) throws IOException, InterruptedException {
        send("-STOP", process);
    }

    static void letGo(Process process) throws IOException, InterruptedException {
        send("-CONT", process);
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill " + signal + " has failed");
        }
    }
}

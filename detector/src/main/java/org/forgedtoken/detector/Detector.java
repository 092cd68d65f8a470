package org.forgedtoken.detector;

import org.forgedtoken.detector.cli.DetectorCommand;

/** The program. */
public final class Detector {

    private Detector() {}

    /** Runs the command line and ends the process with its exit code: 0 done, 1 failed, 2 wrong use. */
    public static void main(String[] arguments) {
        System.exit(DetectorCommand.commandLine().execute(arguments));
    }
}

package org.forgedtoken.detector.bench;

import java.nio.file.Path;

/** What {@code detector/bin/bench} starts. */
public final class Bench {
    private Bench() {}

    /** Measures what the first argument names, on what the second does where it needs something. */
    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("rates")) {
            new RatesBench().run(Path.of(args[1]), System.out);
        } else if (args.length == 2 && args[0].equals("account-days")) {
            new AccountDays().run(Path.of(args[1]), System.out);
        } else if (args.length == 1 && args[0].equals("decision")) {
            new DecisionBench().run(System.out);
        } else {
            System.err.println("usage: bench rates DIR | account-days DIR | decision");
            System.exit(2);
        }
    }
}

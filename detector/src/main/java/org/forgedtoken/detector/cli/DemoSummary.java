package org.forgedtoken.detector.cli;

import java.io.PrintWriter;
import java.util.Map;
import org.forgedtoken.detector.demo.Score;
import org.forgedtoken.detector.demo.Truth;

/** What was planted, and what was found of it. */
final class DemoSummary {
    private final PrintWriter out;

    DemoSummary(PrintWriter out) {
        this.out = out;
    }

    /**
     * Prints it.
     *
     * @param decidable faults used after this time are not yet due, epoch ms
     * @return the exit code
     */
    int print(Score score, Truth truth, long decidable, long accesses, long issuances) {
        Map<String, Score.OfRule> scores = score.against(truth, decidable);
        out.println();
        out.printf("%d accesses and %d issuance records played.%n", accesses, issuances);
        out.printf("%-28s %8s %8s %8s %8s%n", "rule", "planted", "found", "missed", "false");
        int missed = 0;
        int unexpected = 0;
        for (Map.Entry<String, Score.OfRule> entry : scores.entrySet()) {
            Score.OfRule rule = entry.getValue();
            out.printf(
                    "%-28s %8d %8d %8d %8d%n",
                    entry.getKey(),
                    rule.planted(),
                    rule.found(),
                    rule.missed().size(),
                    rule.unexpected().size());
            missed += rule.missed().size();
            unexpected += rule.unexpected().size();
        }
        score.others().forEach((rule, count) -> out.printf("%-28s %8s %8d%n", rule, "-", count));
        scores.forEach((rule, one) -> {
            one.missed().forEach(token -> out.println("missed: " + rule + ' ' + token));
            one.unexpected().forEach(token -> out.println("false: " + rule + ' ' + token));
        });
        boolean good = missed == 0 && unexpected == 0;
        boolean any = scores.values().stream().anyMatch(rule -> rule.planted() > 0);
        if (!good) {
            out.println(missed + " missed, " + unexpected + " false.");
        } else if (any) {
            out.println("Everything planted was found, and there was no false alert.");
        } else {
            out.println("Nothing planted was due yet, and there was no false alert.");
        }
        out.flush();
        return good ? 0 : 1;
    }
}

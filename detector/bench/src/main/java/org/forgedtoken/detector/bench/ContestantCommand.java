package org.forgedtoken.detector.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.forgedtoken.detector.runtime.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * One competitor in a process of its own, so that it shares no heap and its CPU time and memory are its own. Each line of
 * its input names a run; it answers with one line of figures once the run is over and all it wrote is committed.
 */
@Command(name = "contestant", hidden = true)
final class ContestantCommand implements Callable<Integer> {
    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintStream out = System.out;
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String run = in.readLine(); run != null; run = in.readLine()) {
            out.println(new ObjectMapper().writeValueAsString(run(run)));
            out.flush();
        }
        return 0;
    }

    private RunFigures run(String run) throws IOException, InterruptedException {
        try (TemporaryFolder state = TemporaryFolder.create("bench-" + run)) {
            try (Recorded recorded = Recorded.begin(options.profile, run);
                    Contender contender = start(run, state.path().toString())) {
                RunFigures figures = new RunClock().measure(contender, options.records());
                recorded.end();
                return figures.withOrdinary(contender.finish());
            }
        }
    }

    private Contender start(String run, String stateDir) throws IOException {
        return switch (options.who()) {
            case RAW_CONSUMER -> new RawConsumer(options, run);
            case STREAMS_NOOP, STREAMS_COPY, NAIVE_JOIN -> new PlainStreams(options, run, stateDir);
            default -> new DetectorRun(options, run, stateDir);
        };
    }
}

package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.forgedtoken.detector.docs.Pages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Shows the topology, or writes the docs that are made from it. */
@Command(name = "topology", description = "Prints the topology as Kafka Streams describes it.")
final class TopologyCommand extends Action {

    @Option(
            names = "--docs",
            paramLabel = "DIR",
            description = "Writes the generated pages there instead; other files in it are left alone.")
    private @Nullable Path docs;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = out();
        if (docs == null) {
            out.print(Pages.topology().describe());
            out.flush();
            return ExitCode.OK;
        }
        makeFolder(docs);
        for (Map.Entry<String, String> page : Pages.all().entrySet()) {
            Files.writeString(docs.resolve(page.getKey()), page.getValue(), StandardCharsets.UTF_8);
        }
        out.println("Written: " + String.join(", ", Pages.all().keySet()) + " in " + docs);
        out.flush();
        return ExitCode.OK;
    }
}

package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The folder of {@code --out}: nothing that lies in it is lost without {@code --force}. */
final class OutFolder {

    private OutFolder() {}

    /** Refuses what is no folder, and one that is not empty unless forced. */
    static void check(CommandSpec spec, Path out, boolean force) throws IOException {
        if (!Files.exists(out)) {
            return;
        }
        if (!Files.isDirectory(out)) {
            throw new ParameterException(spec.commandLine(), out + " is not a folder");
        }
        try (Stream<Path> files = Files.list(out)) {
            if (!force && files.findAny().isPresent()) {
                throw new ParameterException(
                        spec.commandLine(), out + " is not empty; --force writes over what is there");
            }
        }
    }
}

package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.forgedtoken.detector.settings.Trouble;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The folder of {@code --out}: nothing that lies in it is lost without {@code --force}. */
final class OutFolder {

    private OutFolder() {}

    /** Makes it, and what it lies in, where that is missing. */
    static void make(Path out) throws IOException {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new IOException("The folder " + out + " cannot be made: " + Trouble.with(e) + ".", e);
        }
    }

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

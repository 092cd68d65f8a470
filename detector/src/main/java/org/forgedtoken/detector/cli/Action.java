package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Trouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command: it returns its exit code, and tells people what comes of it. */
abstract class Action implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it
    CommandSpec spec;

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** To be thrown where a command is used in a wrong way. */
    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /**
     * The time that the user gives for an option: epoch ms, or {@link Times#UNKNOWN} where the option was not given.
     *
     * @throws ParameterException where it is no time
     */
    long millis(String option, @Nullable String text) {
        if (text == null) {
            return Times.UNKNOWN;
        }
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            throw wrong(
                    "Invalid value for option '" + option + "': no time such as 2025-06-02T00:00:00Z: '" + text + "'");
        }
    }

    /** Makes the folder of {@code --out}, and what it lies in, where that is missing. */
    static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("The folder " + folder + " cannot be made: " + Trouble.with(e) + ".", e);
        }
    }

    /** Refuses what is no folder, and one that is not empty unless forced: nothing that lies in it is lost. */
    void checkFolder(Path folder, boolean force) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw wrong(folder + " is not a folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (!force && files.findAny().isPresent()) {
                throw wrong(folder + " is not empty; --force writes over what is there");
            }
        }
    }

    /** The options by which every command that needs settings gets them; to be mixed in. */
    static final class SettingsOptions {

        @Option(names = "--config", paramLabel = "FILE")
        @Nullable
        Path file;

        @Option(names = "--set", paramLabel = "KEY=VALUE")
        Map<String, String> set = new LinkedHashMap<>();

        /** These options over others that are given by nobody but the command itself. */
        SettingsOptions over(Map<String, String> own) {
            SettingsOptions both = new SettingsOptions();
            both.file = file;
            both.set.putAll(own);
            both.set.putAll(set);
            return both;
        }

        /**
         * The settings.
         *
         * @param checks of what they name
         * @throws org.forgedtoken.detector.settings.WrongSettings with every fault at once
         */
        Settings read(Settings.Check... checks) {
            return Settings.read(new Settings.Sources(Optional.ofNullable(file), System.getenv(), set), checks);
        }
    }

    /** A command that needs settings. */
    abstract static class WithSettings extends Action {
        @Mixin
        SettingsOptions settings = new SettingsOptions();
    }
}

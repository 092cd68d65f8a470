package org.forgedtoken.detector.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which every command that needs settings gets them; to be mixed in. */
final class SettingsOptions {

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

package org.forgedtoken.detector.cli;

import java.util.List;
import org.forgedtoken.detector.settings.Shown;
import picocli.CommandLine.Model.CommandSpec;

/** The command line as the user gave it, for evidence. */
final class GivenArguments {

    private GivenArguments() {}

    /** All arguments; of a setting's value, what may be shown. */
    static List<String> withoutSecrets(CommandSpec spec) {
        return spec.root().commandLine().getParseResult().originalArgs().stream()
                .map(Shown::argument)
                .toList();
    }
}

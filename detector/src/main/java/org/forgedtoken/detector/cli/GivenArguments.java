package org.forgedtoken.detector.cli;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.forgedtoken.detector.settings.Effective;
import org.forgedtoken.detector.settings.Secret;
import org.forgedtoken.detector.settings.Settings;
import picocli.CommandLine.Model.CommandSpec;

/** The command line as the user gave it, for evidence. */
final class GivenArguments {

    private GivenArguments() {}

    /** All arguments; of a setting that is never shown, the key alone. */
    static List<String> withoutSecrets(CommandSpec spec, Settings settings) {
        Set<String> secret = settings.effective().stream()
                .filter(setting -> setting.value().equals(Secret.HIDDEN))
                .map(Effective::key)
                .collect(Collectors.toSet());
        return spec.root().commandLine().getParseResult().originalArgs().stream()
                .map(argument -> hide(argument, secret))
                .toList();
    }

    private static String hide(String argument, Set<String> secret) {
        for (String key : secret) {
            int at = argument.indexOf(key + "=");
            if (at >= 0) {
                return argument.substring(0, at + key.length() + 1) + Secret.HIDDEN;
            }
        }
        return argument;
    }
}

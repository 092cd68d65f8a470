package org.forgedtoken.detector.cli;

import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.forgedtoken.detector.mapping.MappingReader.WrongMapping;
import org.forgedtoken.detector.reading.ExceptionsReader.WrongExceptions;
import org.forgedtoken.detector.settings.Nearest;
import org.forgedtoken.detector.settings.Trouble;
import org.forgedtoken.detector.settings.WrongSettings;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user reads when something does not work: one sentence, and the stack only on request. */
final class Failures {

    private static final Pattern ONE_OF =
            Pattern.compile("Error: Missing required argument \\(specify one of these\\): \\((.*)\\)");

    private Failures() {}

    static int wrongUse(ParameterException wrong, String[] arguments) {
        CommandLine at = wrong.getCommandLine();
        PrintWriter err = at.getErr();
        String first = at.getUnmatchedArguments().stream().findFirst().orElse("");
        boolean option = first.startsWith("-");
        CommandSpec spec = at.getCommandSpec();
        // Of a misspelt option's value picocli says that it is one too many, and that the right option is missing; of a
        // value without its "=", "Value for option option '--set'".
        String name = first.replaceFirst("=.*", "");
        String message;
        if (option) {
            message = "Unknown option: '" + name + "'";
        } else if (wrong instanceof UnmatchedArgumentException && !first.isEmpty()) {
            message = spec.subcommands().isEmpty()
                    ? spec.name() + " has no use for '" + first + "'."
                    : "There is no command '" + first + "'.";
        } else {
            message = String.valueOf(wrong.getMessage()).replace("option option", "option");
            Matcher oneOf = ONE_OF.matcher(message);
            message = oneOf.matches() ? "One of " + oneOf.group(1).replace(" | ", " and ") + " is required." : message;
        }
        err.println("detector: " + message);
        Optional<String> nearest = option
                ? Nearest.to(spec.optionsMap().keySet().stream(), name)
                : Nearest.to(spec.subcommands().keySet().stream(), name)
                        .map(command -> spec.qualifiedName() + ' ' + command);
        nearest.ifPresent(known -> err.println("Did you mean: " + known + "?"));
        err.println("Try '" + spec.qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    static int failed(Exception failure, CommandLine at, boolean verbose) {
        at.getErr().println("detector: " + sentence(failure));
        if (verbose) {
            failure.printStackTrace(at.getErr());
        }
        return isWrongUse(failure) ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    private static boolean isWrongUse(Exception failure) {
        return failure instanceof WrongSettings
                || failure instanceof WrongMapping
                || failure instanceof WrongExceptions
                || isWrongKafkaSetting(failure);
    }

    /** Kafka looks at its settings itself, and some of them only when a client begins. */
    private static boolean isWrongKafkaSetting(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof ConfigException || (cause != null && isWrongKafkaSetting(cause));
    }

    /** The message nearest to the surface; an exception's name says more than a bare file name or nothing at all. */
    private static String sentence(Throwable failure) {
        if (failure instanceof FileSystemException refused) {
            return "The file system refuses " + refused.getFile() + ": " + Trouble.with(refused) + ".";
        }
        String message = failure.getMessage();
        Throwable cause = failure.getCause();
        if (cause != null && (message == null || message.equals(cause.toString()))) {
            return sentence(cause);
        }
        if (message != null && message.contains(" ")) {
            return message;
        }
        String name = failure.getClass().getSimpleName();
        return message == null ? name : name + ": " + message;
    }
}

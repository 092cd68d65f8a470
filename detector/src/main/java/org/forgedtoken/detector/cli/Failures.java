package org.forgedtoken.detector.cli;

import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import org.apache.kafka.common.config.ConfigException;
import org.forgedtoken.detector.mapping.WrongMapping;
import org.forgedtoken.detector.reading.ExceptionsReader.WrongExceptions;
import org.forgedtoken.detector.settings.Trouble;
import org.forgedtoken.detector.settings.WrongSettings;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user reads when something does not work: one sentence, and the stack only on request. */
final class Failures {

    private Failures() {}

    static int wrongUse(ParameterException wrong, String[] arguments) {
        CommandLine at = wrong.getCommandLine();
        PrintWriter err = at.getErr();
        // picocli says "Value for option option '--set'" of a value without its "=".
        err.println("detector: " + String.valueOf(wrong.getMessage()).replace("option option", "option"));
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("Try '" + at.getCommandSpec().qualifiedName() + " --help'.");
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

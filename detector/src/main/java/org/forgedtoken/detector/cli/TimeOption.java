package org.forgedtoken.detector.cli;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reads the times that a user gives. */
final class TimeOption {
    private TimeOption() {}

    /**
     * Epoch ms, or {@link Times#UNKNOWN} where the option was not given.
     *
     * @throws ParameterException where it is no time
     */
    static long millis(CommandSpec spec, String option, @Nullable String text) {
        if (text == null) {
            return Times.UNKNOWN;
        }
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '" + option + "': no time such as 2025-06-02T00:00:00Z: '" + text + "'");
        }
    }
}

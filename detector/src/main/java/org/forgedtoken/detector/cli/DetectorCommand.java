package org.forgedtoken.detector.cli;

import java.time.Duration;
import java.util.Arrays;
import org.forgedtoken.detector.demo.Preset;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;
import org.forgedtoken.detector.settings.Durations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The root of the command line. A new command is a class annotated with {@link Command}, a {@code Callable<Integer>}
 * that returns its exit code, and its name in {@code subcommands} here; {@code --help}, {@code --version} and
 * {@code --verbose} come with it.
 */
@Command(
        name = "detector",
        description = "Finds tokens in use that the identity provider never issued.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong use"},
        usageHelpAutoWidth = true,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            DoctorCommand.class,
            ReplayCommand.class,
            ReportCommand.class,
            BackfillCommand.class,
            TranslateCommand.class,
            VerifyCommand.class,
            GenerateCommand.class,
            TopologyCommand.class,
            ConfigCommand.class
        })
public final class DetectorCommand implements Runnable {

    /** Read by {@code log4j2.xml}, as is {@link DemoCommand#KAFKA_LOG_LEVEL}. */
    private static final String LOG_LEVEL = "detector.log.level";

    private static final String LOG_NOISE = "detector.log.noise";

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Logs what is done in detail, all warnings of Kafka, and a failure with its stack.")
    boolean verbose;

    /** The command line, ready to execute; it returns the exit code and never throws. */
    public static CommandLine commandLine() {
        DetectorCommand root = new DetectorCommand();
        CommandLine line = new CommandLine(root);
        line.setUnmatchedOptionsAllowedAsOptionParameters(false); // a misspelt option is no file of --access
        line.registerConverter(Duration.class, DetectorCommand::duration);
        line.registerConverter(Outage.class, text -> oneOf(Outage.values(), text, "none, lost, late and shuffled"));
        Preset[] scenarios = {Preset.ATTACK, Preset.HONEST_WEEK, Preset.BREACH};
        line.registerConverter(Preset.class, text -> oneOf(scenarios, text, "attack, honest-week and breach"));
        line.setExecutionStrategy(parsed -> {
            if (root.verbose) {
                System.setProperty(LOG_LEVEL, "DEBUG");
                System.setProperty(LOG_NOISE, "NEUTRAL");
                System.setProperty(DemoCommand.KAFKA_LOG_LEVEL, "WARN");
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setParameterExceptionHandler(Failures::wrongUse);
        line.setExecutionExceptionHandler((failure, at, parsed) -> Failures.failed(failure, at, root.verbose));
        return line;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "A command is missing.");
        }
    }

    /** Reads {@code 250ms}, {@code 30s}, {@code 2m}, {@code 6h}, {@code 30d}. */
    private static Duration duration(String text) {
        return Durations.parse(text)
                .orElseThrow(
                        () -> new TypeConversionException("not a duration such as 30s, 2m, 6h or 1d: '" + text + "'"));
    }

    /** As it is written: in lower case, or as one likes. */
    private static <E extends Enum<E>> E oneOf(E[] constants, String text, String names) {
        return Arrays.stream(constants)
                .filter(constant -> constant.name().replace('_', '-').equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("must be one of " + names + ", but is '" + text + "'"));
    }
}

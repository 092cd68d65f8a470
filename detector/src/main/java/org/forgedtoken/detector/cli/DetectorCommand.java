package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.demo.Preset;
import org.forgedtoken.detector.demo.TrafficPlan.Outage;
import org.forgedtoken.detector.docs.Pages;
import org.forgedtoken.detector.evidence.EvidenceKey;
import org.forgedtoken.detector.runtime.KafkaDetector;
import org.forgedtoken.detector.settings.Durations;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Effective;
import org.forgedtoken.detector.topology.NamedFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
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
        resourceBundle = "cli.help",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = DetectorCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong use"},
        usageHelpAutoWidth = true,
        subcommands = {
            DemoCommand.class,
            DetectorCommand.RunCommand.class,
            DoctorCommand.class,
            ReplayCommand.class,
            ReportCommand.class,
            BackfillCommand.class,
            TranslateCommand.class,
            VerifyCommand.class,
            GenerateCommand.class,
            DetectorCommand.TopologyCommand.class,
            DetectorCommand.ConfigCommand.class
        })
public final class DetectorCommand implements Runnable {

    /** Read by {@code log4j2.xml}, as is {@link DemoCommand#KAFKA_LOG_LEVEL}. */
    private static final String LOG_LEVEL = "detector.log.level";

    private static final String LOG_NOISE = "detector.log.noise";

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT)
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

    /** The program's version, from its jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"detector " + current()};
        }

        static String current() {
            String version = Version.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }
    }

    /** The detector against a Kafka cluster, until it is told to stop. */
    @Command(name = "run")
    static final class RunCommand extends Action.WithSettings {

        @Override
        public Integer call() throws IOException {
            Settings effective = settings.read(NamedFiles::look, EvidenceKey::look);
            try (KafkaDetector detector = KafkaDetector.start(effective, Version.current())) {
                detector.awaitRunning();
                PrintWriter out = out();
                out.println("The detector is running: " + detector.address());
                detector.await();
            } catch (InterruptedException e) {
                return ExitCode.OK;
            }
            return ExitCode.OK;
        }
    }

    /** {@code detector config}. */
    @Command(name = "config")
    static final class ConfigCommand extends Action.WithSettings {

        @Override
        public Integer call() {
            List<Effective> all = settings.read().effective();
            int key = all.stream().mapToInt(one -> one.key().length()).max().orElse(1);
            int value = all.stream().mapToInt(one -> one.value().length()).max().orElse(1);
            String row = "%-" + Math.max(1, key) + "s = %-" + Math.max(1, Math.min(value, 40)) + "s  %s%n";
            for (Effective one : all) {
                out().printf(row, one.key(), one.value(), one.origin().label());
            }
            return ExitCode.OK;
        }
    }

    /** Shows the topology, or writes the docs that are made from it. */
    @Command(name = "topology")
    static final class TopologyCommand extends Action {

        @Option(names = "--docs", paramLabel = "DIR")
        private @Nullable Path docs;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = out();
            if (docs == null) {
                out.print(Pages.topology().describe());
                out.flush();
                return ExitCode.OK;
            }
            makeFolder(docs);
            for (Map.Entry<String, String> page : Pages.all().entrySet()) {
                Files.writeString(docs.resolve(page.getKey()), page.getValue(), StandardCharsets.UTF_8);
            }
            out.println("Written: " + String.join(", ", Pages.all().keySet()) + " in " + docs);
            return ExitCode.OK;
        }
    }
}

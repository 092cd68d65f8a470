package org.forgedtoken.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Each mapping's page shows what the program makes of the records on it: so they are fed to it. */
class MappingPagesTest {
    private static final Path PAGES = Path.of("..", "topology-docs", "guides", "mappings");
    /** The command as the page names it, its input, its output, and what it says in the end. */
    private static final Pattern SAMPLE = Pattern.compile(
            "```\n\\$ detector translate ([^\n]*) ([^\n ]+)\n```\n.*?```(?:json|text)\n(.*?)```\n.*?```json\n(.*?)```\n.*?`(Read [^`]*)`",
            Pattern.DOTALL);

    @TempDir
    private Path folder;

    static List<String> pages() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            return pages.map(page -> page.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatThePageShowsIsWhatTheProgramDoes(String name) throws IOException {
        String page = Files.readString(PAGES.resolve(name));
        Matcher samples = SAMPLE.matcher(page);
        List<String> seen = new ArrayList<>();
        while (samples.find()) {
            Path input = folder.resolve(samples.group(2));
            Files.writeString(input, samples.group(3));
            List<String> command = new ArrayList<>(List.of("translate"));
            command.addAll(List.of(samples.group(1).split(" ")));
            command.add(input.toString());
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();

            CommandLine line = DetectorCommand.commandLine();
            line.setOut(new PrintWriter(out, true));
            line.setErr(new PrintWriter(err, true));
            line.execute(command.toArray(String[]::new));

            assertThat(out.toString()).isEqualToNormalizingNewlines(samples.group(4));
            assertThat(err.toString().strip()).endsWith(samples.group(5));
            seen.add(samples.group(1));
        }
        assertThat(seen)
                .as("samples of the mapping that the page is about")
                .anyMatch(command -> command.contains("-format " + name.replace(".md", "")));
    }
}

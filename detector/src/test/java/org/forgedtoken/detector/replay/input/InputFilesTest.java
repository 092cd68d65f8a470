package org.forgedtoken.detector.replay.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
    @TempDir
    Path folder;

    private final InputFiles files = new InputFiles(InputStream.nullInputStream());

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("deep/er"));
        Files.writeString(folder.resolve("b.log"), "same");
        Files.writeString(folder.resolve("a.log"), "other");
        Files.writeString(folder.resolve("c[1].log"), "same");
        Files.writeString(folder.resolve("deep/d.log"), "not it");
        Files.writeString(folder.resolve("deep/er/e.log"), "deepest");
    }

    private List<String> named(String... names) throws IOException {
        List<String> full = List.of(names).stream()
                .map(name -> name.equals("-") ? name : folder.resolve(name).toString())
                .toList();
        return files.named(full).stream()
                .map(file -> file.name().equals("-")
                        ? "-"
                        : folder.relativize(Path.of(file.name())).toString())
                .toList();
    }

    @Test
    void filesComeInTheOrderOfNamingAndThoseOfAGlobByName() throws IOException {
        assertThat(named("b.log", "-", "deep/*.log", "*.log"))
                .containsExactly("b.log", "-", "deep/d.log", "a.log", "b.log", "c[1].log");
        assertThat(named("**.log")).hasSize(5);
        assertThat(named("*/*.log")).containsExactly("deep/d.log");
    }

    @Test
    void aFileOfThatVeryNameIsNoGlob() throws IOException {
        assertThat(named("c[1].log")).containsExactly("c[1].log");
    }

    @Test
    void whatIsNotThereIsToldInASentence() {
        assertThatThrownBy(() -> files.named(List.of("no/such.log")))
                .isInstanceOf(IOException.class)
                .hasMessage("There is no file no/such.log.");
        assertThatThrownBy(() -> files.named(List.of(folder + "/*.gz")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("No file matches ");
        assertThatThrownBy(() -> files.named(List.of(folder.toString())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a folder");
    }

    @Test
    void equalContentIsReadOnce() throws IOException {
        List<InputFile> all = files.named(List.of(folder + "/*.log", folder + "/b.log"));

        List<InputFile> first = InputFiles.withoutRepeats(all);

        assertThat(first).extracting(InputFile::name).containsExactly(folder + "/a.log", folder + "/b.log");
        assertThat(all.get(2).skipped()).isEqualTo("same content as " + folder + "/b.log");
        assertThat(all.get(3).skipped()).isEqualTo("same content as " + folder + "/b.log");
        assertThat(all.get(2).sha256()).hasSize(64);
    }
}

package org.forgedtoken.detector.replay.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class LogLinesTest {

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static LogLines lines(byte[] bytes) throws IOException {
        return new LogLines(Compression.unpacked(new ByteArrayInputStream(bytes)));
    }

    /** What can be read; the damage, if any, comes last. */
    private static List<String> read(InputStream in) throws IOException {
        List<String> read = new ArrayList<>();
        try (LogLines lines = new LogLines(Compression.unpacked(in))) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                read.add(lines.number() + ":" + new String(line, UTF_8));
            }
        } catch (IOException e) {
            read.add("! " + e.getMessage());
        }
        return read;
    }

    private static List<String> read(byte[] bytes) throws IOException {
        return read(new ByteArrayInputStream(bytes));
    }

    @Test
    void linesEndWithLfOrCrLfOrTheFile() throws IOException {
        assertThat(read("a\nb\r\nc\rd\ne".getBytes(UTF_8))).containsExactly("1:a", "2:b", "3:c\rd", "4:e");
    }

    @Test
    void blankLinesCountButAreNoRecords() throws IOException {
        assertThat(read("\n\r\na\n \t\n\nb\n".getBytes(UTF_8))).containsExactly("3:a", "6:b");
        assertThat(read(new byte[0])).isEmpty();
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
        assertThat(read("\uFEFFa\n\uFEFFb\n".getBytes(UTF_8))).containsExactly("1:a", "2:\uFEFFb");
    }

    @Test
    void ofALineThatIsTooLongTheBeginningIsHandedOn() throws IOException {
        String longLine = "x".repeat(20_000_000);
        try (LogLines lines = lines(("a\n" + longLine + "\nb\n" + longLine).getBytes(UTF_8))) {
            assertThat(lines.next()).hasSize(1);
            assertThat(lines.next()).hasSize(LogLines.MOST_BYTES);
            assertThat(lines.next()).containsExactly('b');
            assertThat(lines.next()).hasSize(LogLines.MOST_BYTES);
            assertThat(lines.number()).isEqualTo(4);
            assertThat(lines.next()).isNull();
        }
    }

    @Test
    void gzipMayHaveManyMembersAndZerosBehindThem() throws IOException {
        byte[] packed = joined(gzip("a\nb"), gzip(""), gzip("c\nd\n"), new byte[512]);
        assertThat(read(packed)).containsExactly("1:a", "2:bc", "3:d");
    }

    /** A pipe that has nothing at the moment has not ended: the JDK's own stream would stop between members here. */
    @Test
    void aPauseBetweenMembersIsNoEnd() throws IOException {
        InputStream pausing =
                new SequenceInputStream(new ByteArrayInputStream(gzip("a\n")), new ByteArrayInputStream(gzip("b\n")));
        assertThat(read(pausing)).containsExactly("1:a", "2:b");
    }

    @Test
    void whatStandsBeforeADamagedPlaceIsRead() throws IOException {
        byte[] good = gzip("a\nb\n");
        byte[] cut = Arrays.copyOf(good, good.length - 8);
        byte[] wrong = good.clone();
        wrong[good.length - 6] ^= 1;

        assertThat(read(cut)).containsExactly("1:a", "2:b", "! the gzip data ends too early");
        assertThat(read(wrong)).containsExactly("1:a", "2:b", "! the gzip data is damaged: its checksum is wrong");
        assertThat(read(joined(good, "rubbish".getBytes(UTF_8))))
                .containsExactly(
                        "1:a", "2:b", "! the gzip data is damaged: something else stands where a member should begin");
    }

    @Test
    void zstdMayHaveManyFrames() throws IOException {
        byte[] frames = joined(Zstd.compress("a\nb".getBytes(UTF_8)), Zstd.compress("c\n".getBytes(UTF_8)));
        assertThat(read(frames)).containsExactly("1:a", "2:bc");
    }

    @Test
    void ofACutZstdFileTheBeginningIsRead() throws IOException {
        byte[] first = Zstd.compress("a\nb\n".getBytes(UTF_8));
        byte[] second = Zstd.compress("c\n".getBytes(UTF_8));
        List<String> read = read(Arrays.copyOf(joined(first, second), first.length + second.length - 3));
        assertThat(read).containsExactly("1:a", "2:b", "! the zstd data ends too early");

        byte[] large = Zstd.compress("line\n".repeat(1_000_000).getBytes(UTF_8));
        assertThat(read(large)).hasSize(1_000_000);
        assertThat(read(Arrays.copyOf(large, large.length - 5))).last().isEqualTo("! the zstd data ends too early");
        byte[] wrong = joined(first, second);
        wrong[first.length] ^= 1;
        assertThat(read(wrong)).hasSize(3).last().asString().startsWith("! the zstd data is damaged");
    }

    @Test
    void damageIsToldEachTimeItIsAskedFor() throws IOException {
        try (LogLines lines = lines(Arrays.copyOf(gzip("a\n"), 15))) {
            assertThatThrownBy(() -> {
                        while (lines.next() != null) {
                            // up to the damage
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }
}

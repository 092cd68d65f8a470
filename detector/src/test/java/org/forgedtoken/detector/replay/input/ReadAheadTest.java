package org.forgedtoken.detector.replay.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.replay.input.OpenInput.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class ReadAheadTest {
    /** A line is a time, or none, and anything; {@code !} cannot be read at all. */
    private static final RecordFormat TIMED = (line, origin) -> {
        String text = new String(line.value(), UTF_8);
        if (text.startsWith("!")) {
            throw new IllegalStateException("a fault at " + origin);
        }
        String time = text.split(" ", 2)[0];
        return new Reading.KeyGone(time.equals("-") ? Times.UNKNOWN : Long.parseLong(time), null, text);
    };

    private static String text(OpenInput.Entry entry) {
        return ((Reading.KeyGone) entry.reading()).keyId();
    }

    /** Hands out so many bytes at a time as it likes. */
    private static final class InPieces extends FilterInputStream {
        private final SplittableRandom random;
        private final int most;

        InPieces(byte[] bytes, SplittableRandom random, int most) {
            super(new ByteArrayInputStream(bytes));
            this.random = random;
            this.most = most;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(length, random.nextInt(1, most + 1)));
        }
    }

    private static List<String> merged(List<InputFile> files, int threads) throws IOException {
        List<String> read = new ArrayList<>();
        try (Workers workers = new Workers(threads);
                MergedFeed feed = new MergedFeed(files, TIMED, workers, bytes -> {})) {
            while (feed.hasNext()) {
                OpenInput.Entry entry = feed.next();
                if (entry != null) {
                    read.add(entry.origin().text() + " " + entry.time() + " " + text(entry));
                }
            }
        }
        return read;
    }

    /** However a file comes in pieces, and whoever parses them: its records are those of its lines, in their order. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void theLinesOfAFileComeInTheirOrder(int threads) throws IOException {
        SplittableRandom random = new SplittableRandom(threads);
        for (int round = 0; round < 30; round++) {
            StringBuilder text = new StringBuilder();
            List<String> expected = new ArrayList<>();
            long last = Times.UNKNOWN;
            int lines = random.nextInt(2_000);
            for (int line = 1; line <= lines; line++) {
                if (random.nextInt(10) == 0) {
                    text.append(random.nextBoolean() ? "\n" : " \r\n");
                    continue;
                }
                boolean known = random.nextInt(4) > 0;
                last = known ? random.nextInt(1_000) : last;
                String record = (known ? Long.toString(last) : "-") + " " + "x".repeat(random.nextInt(60));
                expected.add("-:" + line + " " + last + " " + record);
                text.append(record).append(random.nextBoolean() ? "\n" : "\r\n");
            }
            byte[] bytes = text.toString().getBytes(UTF_8);
            byte[] packed = random.nextBoolean() ? Zstd.compress(bytes) : bytes;
            InputFile file = InputFile.standardInput(new InPieces(packed, random, 1 << random.nextInt(1, 14)));
            assertThat(merged(List.of(file), threads)).isEqualTo(expected);
            assertThat(file.records()).isEqualTo(expected.size());
            assertThat(file.bytes()).isEqualTo(packed.length);
            assertThat(file.damage()).isNull();
        }
    }

    @Test
    void filesAreMergedAlikeByAnyNumberOfThreads(@TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            StringBuilder text = new StringBuilder();
            long time = random.nextInt(10_000);
            for (int line = 0; line < 20_000; line++) {
                time += random.nextInt(3);
                text.append(time).append(" of ").append(i).append('\n');
            }
            paths.add(Files.write(
                    folder.resolve("log" + i), Zstd.compress(text.toString().getBytes(UTF_8))));
        }
        List<String> expected = merged(paths.stream().map(InputFile::of).toList(), 1);
        assertThat(expected).hasSize(400_000);
        for (int threads : new int[] {2, 8}) {
            assertThat(merged(paths.stream().map(InputFile::of).toList(), threads))
                    .isEqualTo(expected);
        }
    }

    @Test
    void ofADamagedFileTheBeginningIsReadAndTheDamageTold(@TempDir Path folder) throws IOException {
        byte[] whole = Zstd.compress("1 record\n".repeat(200_000).getBytes(UTF_8));
        Path path = Files.write(folder.resolve("cut.zst"), Arrays.copyOf(whole, whole.length - 5));
        InputFile file = InputFile.of(path);
        assertThat(merged(List.of(file), 2).size()).isEqualTo(file.records()).isGreaterThan(1_000);
        assertThat(file.damage()).isEqualTo("behind line " + file.records() + ": the zstd data ends too early");
        assertThat(file.bytes()).isEqualTo(Files.size(path));
    }

    @Test
    void aFaultWhileParsingEndsTheReading() {
        String text = "1 good\n".repeat(100_000) + "! bad\n" + "2 good\n".repeat(100_000);
        InputFile file = InputFile.standardInput(new ByteArrayInputStream(text.getBytes(UTF_8)));
        assertThatThrownBy(() -> merged(List.of(file), 3)).hasMessage("a fault at -:100001");
    }

    @Test
    void aFileThatIsGoneEndsTheReading(@TempDir Path folder) throws IOException {
        Path path = Files.writeString(folder.resolve("log"), "1 first\n");
        try (Workers workers = new Workers(2)) {
            OpenInput file = new OpenInput(InputFile.of(path), TIMED, workers, bytes -> {});
            Files.delete(path);
            assertThatThrownBy(file::next).isInstanceOf(IOException.class);
        }
    }

    @Test
    void readsNoFartherAheadThanItMayOfWhatNobodyTakes() throws IOException {
        AtomicLong bytes = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException("read in pieces");
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                Arrays.fill(into, offset, offset + length, (byte) '1');
                into[offset + length - 1] = '\n';
                bytes.addAndGet(length);
                return length;
            }
        };
        try (Workers workers = new Workers(2);
                OpenInput file = new OpenInput(InputFile.standardInput(endless), AT_ONCE, workers, more -> {})) {
            assertThat(file.next()).isNotNull();
            long most = 16L << 17;
            await().during(Duration.ofMillis(300)).atMost(Duration.ofMinutes(2)).until(() -> bytes.get() < most);
        }
    }

    /** Whoever stops while a pipe is silent is not held up by it. */
    @Test
    void aSilentPipeHoldsNobodyUp() throws IOException {
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream pipe = new PipedInputStream(out, 1 << 16);
                Workers workers = new Workers(1)) {
            out.write("1 first\n2 second\n".getBytes(UTF_8));
            out.flush();
            OpenInput file = new OpenInput(InputFile.standardInput(pipe), TIMED, workers, more -> {});
            OpenInput.Entry first = file.next();
            assertThat(first).isNotNull();
            assertThat(text(first)).isEqualTo("1 first");
            file.close();
        }
    }

    /** Looks at nothing. */
    private static final RecordFormat AT_ONCE = (line, origin) -> new Reading.KeyGone(1, null, "");
}

package org.forgedtoken.detector.topology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.reading.ExceptionsReader;
import org.forgedtoken.detector.reading.ExceptionsReader.WrongExceptions;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code exceptions.file}, read again once it has changed. While what was changed is wrong, what was right goes on, and the
 * log says so: an analyst's slip must neither stop the detector nor wake everybody. Safe for all threads.
 */
public final class ExceptionsFile implements Supplier<Exceptions> {
    private static final Logger LOG = LoggerFactory.getLogger(ExceptionsFile.class);

    /** How often it is looked at, in ms. */
    private static final long LOOK = 2_000;

    private record Version(FileTime modified, long size) {
        static Version of(Path file) throws IOException {
            return new Version(Files.getLastModifiedTime(file), Files.size(file));
        }
    }

    private final Path file;
    private final LongSupplier clock;
    private Version read;
    private long looked;
    private volatile Exceptions exceptions;

    /**
     * The exceptions: those of the file as it is by then, where the settings name one.
     *
     * @param clock wall clock, epoch ms
     * @throws WrongExceptions with everything that is wrong with the file
     */
    public static Supplier<Exceptions> of(Settings settings, LongSupplier clock) {
        return settings.get(Catalogue.EXCEPTIONS_FILE)
                .<Supplier<Exceptions>>map(file -> new ExceptionsFile(file, clock))
                .orElse(() -> Exceptions.NONE);
    }

    /**
     * Reads it for the first time.
     *
     * @throws WrongExceptions with everything that is wrong
     */
    ExceptionsFile(Path file, LongSupplier clock) {
        this.file = file;
        this.clock = clock;
        this.looked = clock.getAsLong();
        try {
            this.read = Version.of(file);
        } catch (IOException e) {
            this.read = new Version(FileTime.fromMillis(0), -1); // the reader says what is wrong
        }
        this.exceptions = ExceptionsReader.read(file);
    }

    @Override
    public Exceptions get() {
        long now = clock.getAsLong();
        synchronized (this) {
            if (now - looked >= LOOK) {
                looked = now;
                readAgain();
            }
        }
        return exceptions;
    }

    private void readAgain() {
        try {
            Version now = Version.of(file);
            if (!now.equals(read)) {
                read = now;
                exceptions = ExceptionsReader.read(file);
                LOG.info("Read {} exceptions from {}", exceptions.expected().size(), file);
            }
        } catch (IOException | WrongExceptions e) {
            LOG.warn("The exceptions stay as they were: {}", e.getMessage());
        }
    }
}

package org.forgedtoken.detector.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.forgedtoken.detector.settings.Trouble;

/**
 * The mark in a folder into which a replay writes: whoever finds it when nobody writes knows that the replay broke off, and
 * that what lies beside it is not whole. It is locked as long as its writer lives, and gone once all is written.
 */
public final class Unfinished implements Closeable {
    /** The name of the file. */
    public static final String NAME = "unfinished";

    private static final String SENTENCE =
            "The replay that writes into this folder has not come to its end: what lies here"
                    + " is not whole. The same command begins it anew.\n";

    private final Path file;
    private final FileChannel channel;

    private Unfinished(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Whether a replay writes into this folder, or has broken off. */
    public static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(NAME));
    }

    /**
     * Marks the folder, and takes away what would vouch for the results of an earlier replay in it: they are written over.
     *
     * @throws IOException where another process is writing into the folder, or it cannot be written to
     */
    public static Unfinished begin(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        FileChannel channel = opened(folder, file);
        try {
            if (!isLocked(channel) || !Files.exists(file)) {
                throw new IOException("Another replay is writing into the folder " + folder + '.');
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(SENTENCE.getBytes(StandardCharsets.UTF_8)));
            Files.deleteIfExists(folder.resolve(ChainFile.NAME));
            Files.deleteIfExists(folder.resolve(Manifest.NAME));
            return new Unfinished(file, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** All is written. */
    public void end() throws IOException {
        channel.close();
        Files.delete(file);
    }

    /** Lets go of the folder; the mark stays, unless all is written. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static FileChannel opened(Path folder, Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException("The folder " + folder + " cannot be written to: " + Trouble.with(e) + ".", e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // this very process is writing there
        }
    }
}

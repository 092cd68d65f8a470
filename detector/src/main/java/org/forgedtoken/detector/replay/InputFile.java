package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One input as it was named, and what became of it. Not thread-safe.
 *
 * <p>Only a regular file can be looked into before it is read; the standard input and pipes pass by once.
 */
final class InputFile {
    private final String name;
    private final @Nullable Path path;
    private final InputStream standardInput;
    private long bytes;
    private long records;
    private @Nullable String sha256;
    private @Nullable String sameAs;
    private @Nullable String damage;

    private InputFile(String name, @Nullable Path path, InputStream standardInput) {
        this.name = name;
        this.path = path;
        this.standardInput = standardInput;
    }

    static InputFile of(Path path) {
        return new InputFile(path.toString(), path, InputStream.nullInputStream());
    }

    static InputFile standardInput(InputStream in) {
        return new InputFile("-", null, in);
    }

    /** As given. */
    String name() {
        return name;
    }

    /** Whether it can be read more than once. */
    boolean isRegular() {
        return path != null && Files.isRegularFile(path);
    }

    /** Its length in bytes, or 0 where only reading it will tell. */
    long length() throws IOException {
        return path != null && Files.isRegularFile(path) ? Files.size(path) : 0;
    }

    /** Its bytes as they lie. */
    InputStream open() throws IOException {
        return path == null ? standardInput : Files.newInputStream(path);
    }

    /** A record of it was read. */
    void recordRead() {
        records++;
    }

    /** It was read to its end, or to where it is damaged. */
    void wasRead(long length, String hash, @Nullable String damagedAt) {
        bytes = length;
        sha256 = hash;
        damage = damagedAt;
    }

    /** Its content is that of another file, and was not read again. */
    void isSameAs(InputFile other, long length, String hash) {
        bytes = length;
        sha256 = hash;
        sameAs = other.name;
    }

    long bytes() {
        return bytes;
    }

    long records() {
        return records;
    }

    /** Lower-case hex; null while it has not been read. */
    @Nullable
    String sha256() {
        return sha256;
    }

    /** Why it was not read, naming the file that was read in its place; null where it was. */
    @Nullable
    String skipped() {
        return sameAs == null ? null : "same content as " + sameAs;
    }

    /** What is wrong with it, and from where on it was not read; null where all of it was. */
    @Nullable
    String damage() {
        return damage;
    }
}

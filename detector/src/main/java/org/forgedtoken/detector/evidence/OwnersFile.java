package org.forgedtoken.detector.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file for its owner alone, where the file system knows owners: results name people, and a key signs for its owner. */
public final class OwnersFile {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private OwnersFile() {}

    /** Writes the file anew; one that was there is the owner's alone from then on. */
    public static OutputStream write(Path file) throws IOException {
        if (!knowsOwners(file)) {
            return Files.newOutputStream(file);
        }
        OutputStream out = Channels.newOutputStream(Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER)));
        if (Files.isRegularFile(file) && !Files.getPosixFilePermissions(file).equals(OWNER)) {
            Files.setPosixFilePermissions(file, OWNER);
        }
        return out;
    }

    /** Whether others than owner and group may read or write the file; a mounted secret is its group's. */
    static boolean isOpenToOthers(Path file) throws IOException {
        return knowsOwners(file)
                && Files.getPosixFilePermissions(file).stream()
                        .anyMatch(one ->
                                one == PosixFilePermission.OTHERS_READ || one == PosixFilePermission.OTHERS_WRITE);
    }

    private static boolean knowsOwners(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}

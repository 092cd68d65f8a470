package org.forgedtoken.detector.reading;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Third-party test vectors that lie beside a checkout, in {@code shared/data} of a folder above it or where the system
 * property {@code shared.data} says. Without them a test runs on what it brings itself, and says so.
 */
public final class SharedData {
    private SharedData() {}

    /** The folder of this name, where it is there. */
    public static Optional<Path> folder(String name) {
        String stated = System.getProperty("shared.data");
        if (stated != null) {
            return Optional.of(Path.of(stated, name)).filter(Files::isDirectory);
        }
        Path above = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        while (above != null) {
            Path folder = above.resolve("shared/data").resolve(name);
            if (Files.isDirectory(folder)) {
                return Optional.of(folder);
            }
            above = above.getParent();
        }
        return Optional.empty();
    }
}

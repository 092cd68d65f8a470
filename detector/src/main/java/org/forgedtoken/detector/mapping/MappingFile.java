package org.forgedtoken.detector.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.reading.jwt.TokenDigest;
import org.jspecify.annotations.Nullable;

/**
 * A mapping file as it was found.
 *
 * @param name as asked for: a shipped one's name, or a path
 * @param sha256 of its bytes, in lower-case hex
 */
public record MappingFile(String name, String text, String sha256) {
    /** The mappings that come with the program, by feed, in the order in which they are named to a user. */
    static final Map<Feed, List<String>> SHIPPED = Map.of(
            Feed.ACCESS, List.of("combined", "envoy", "nginx", "traefik", "kong"),
            Feed.ISSUANCE, List.of("keycloak", "auth0", "okta", "entra"));

    /** A mapping is a page long; what is larger is something else. */
    private static final int MAX_BYTES = 1 << 20;

    /** The shipped mapping of this name, of whatever feed, or the file at this path. */
    static MappingFile named(String name, Feed feed) {
        if (SHIPPED.values().stream().anyMatch(names -> names.contains(name))) {
            return shipped(name);
        }
        Path path = path(name);
        if (path == null || !Files.isRegularFile(path)) {
            throw new WrongMapping("There is no format '" + name + "' of the " + feed.label()
                    + " feed: there are native, " + String.join(", ", SHIPPED.getOrDefault(feed, List.of()))
                    + ", and there is no mapping file at that path.");
        }
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new WrongMapping("The file " + name + " is larger than 1 MiB, and no mapping.");
            }
            return of(name, Files.readAllBytes(path));
        } catch (IOException e) {
            throw new WrongMapping("The mapping " + name + " cannot be read: " + e.getMessage());
        }
    }

    private static MappingFile shipped(String name) {
        try (InputStream in = MappingFile.class.getResourceAsStream("/mappings/" + name + ".mapping")) {
            if (in == null) {
                throw new IllegalStateException("the program comes with the mapping " + name);
            }
            return of(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static MappingFile of(String name, byte[] content) {
        String sha256 = HexFormat.of().formatHex(TokenDigest.sha256().digest(content));
        return new MappingFile(name, new String(content, StandardCharsets.UTF_8), sha256);
    }
}

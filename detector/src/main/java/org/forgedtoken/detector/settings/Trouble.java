package org.forgedtoken.detector.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a file cannot be read or written, in words: the exceptions of the file system name the file and no reason. */
public final class Trouble {
    private static final int DEEPEST = 5;

    private Trouble() {}

    /** The path of this name; nothing where the file system has no such names. */
    public static Optional<Path> path(String name) {
        try {
            return Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** A clause to be read after a colon; the file is named before it. */
    public static String with(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission is denied";
        }
        if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
            return "a file is in its way";
        }
        if (e instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        String reason = e instanceof FileSystemException refused ? refused.getReason() : e.getMessage();
        return reason == null ? "the file system refuses it" : reason;
    }

    /** The messages of a failure and its causes, each once, the most general first. */
    public static String messages(Throwable failure) {
        List<String> parts = new ArrayList<>();
        for (Throwable at : causes(failure)) {
            String message = at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
            if (parts.stream().noneMatch(part -> part.contains(message))) {
                parts.add(message.strip());
            }
        }
        return String.join(": ", parts);
    }

    /** The failure and its causes. */
    public static List<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .toList();
    }
}

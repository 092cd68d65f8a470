package org.forgedtoken.detector.replay.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.forgedtoken.detector.settings.Trouble;

/** The input files of a feed, from what the user named: files, globs, and {@code -} for the standard input. */
public record InputFiles(InputStream standardInput) {
    private static final String GLOB = "*?[{";

    /**
     * All files that are meant, in the order of naming, those of one glob by name.
     *
     * @throws IOException where one is not there or cannot be read, saying so in a sentence
     */
    public List<InputFile> named(List<String> names) throws IOException {
        List<InputFile> files = new ArrayList<>();
        for (String name : names) {
            if (name.equals("-")) {
                files.add(InputFile.standardInput(standardInput));
                continue;
            }
            for (Path path : paths(name)) {
                if (Files.isDirectory(path)) {
                    throw new IOException(path + " is a folder; name its files, as in " + path.resolve("*.gz"));
                }
                if (!Files.isReadable(path)) {
                    throw new IOException("The file " + path + " cannot be read.");
                }
                files.add(InputFile.of(path));
            }
        }
        return files;
    }

    /**
     * Those files whose content is not that of an earlier one. Equal files are equally long, so that only those have to
     * be read for it beforehand.
     */
    public static List<InputFile> withoutRepeats(List<InputFile> files) throws IOException {
        Map<Long, Integer> lengths = new HashMap<>();
        for (InputFile file : files) {
            lengths.merge(file.length(), 1, Integer::sum);
        }
        Map<String, InputFile> known = new HashMap<>();
        List<InputFile> first = new ArrayList<>();
        for (InputFile file : files) {
            long length = file.length();
            if (length > 0 && lengths.getOrDefault(length, 0) > 1) {
                String hash = hash(file);
                InputFile same = known.putIfAbsent(hash, file);
                if (same != null) {
                    file.isSameAs(same, length, hash);
                    continue;
                }
            }
            first.add(file);
        }
        return first;
    }

    private static String hash(InputFile file) throws IOException {
        try (MeasuredInput in = new MeasuredInput(file.bytesAsTheyLie())) {
            in.drain();
            return in.sha256Hex();
        }
    }

    private static List<Path> paths(String name) throws IOException {
        Path path = Trouble.path(name).orElse(null);
        if (path != null && Files.exists(path)) {
            return List.of(path);
        }
        int glob = 0;
        while (glob < name.length() && GLOB.indexOf(name.charAt(glob)) < 0) {
            glob++;
        }
        if (glob == name.length()) {
            throw new IOException("There is no file " + name + ".");
        }
        List<Path> found = matching(name, name.lastIndexOf('/', glob));
        if (found.isEmpty()) {
            throw new IOException("No file matches " + name + ".");
        }
        return found;
    }

    private static List<Path> matching(String glob, int slash) throws IOException {
        Path folder = Path.of(slash < 0 ? "" : glob.substring(0, slash + 1));
        String pattern = glob.substring(slash + 1);
        int depth = pattern.contains("**") ? Integer.MAX_VALUE : pattern.split("/", -1).length;
        PathMatcher matcher;
        try {
            matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new IOException("The pattern " + glob + " cannot be read: " + e.getDescription() + ".", e);
        }
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> matcher.matches(folder.relativize(file)) && !Files.isDirectory(file))
                    .sorted()
                    .toList();
        }
    }
}

package org.forgedtoken.detector.evidence;

import com.fasterxml.jackson.core.JacksonException;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Checks the results of a replay against each other, in the order in which they vouch: the chain line by line with what it is
 * of, the manifest with the chain's end, the outputs with the manifest, and the signature. All of it in bounded memory.
 */
public final class Verification {
    private final Path folder;
    private final @Nullable EvidenceKey trusted;

    /** @param trusted the key that must have signed; null: whoever signed is told */
    public Verification(Path folder, @Nullable EvidenceKey trusted) {
        this.folder = folder;
        this.trusted = trusted;
    }

    /**
     * What was found to be as it was written.
     *
     * @param lines of alerts and incidents
     * @param outputs beside them
     * @param inputs that were read again
     * @param unchecked what could not be checked, in sentences
     * @param signer the fingerprint of the key that signed; null: none did
     */
    public record Sound(
            long lines,
            int outputs,
            int inputs,
            List<String> unchecked,
            @Nullable String signer) {
        public Sound {
            unchecked = List.copyOf(unchecked);
        }
    }

    /**
     * Checks all of it.
     *
     * @param withInputs reads the inputs again, too
     * @param unsigned takes a chain without the signature that a key should have made
     * @throws Broken at the first place that is not as it was written
     * @throws IOException where something cannot be read
     */
    public Sound run(boolean withInputs, boolean unsigned) throws IOException, Broken {
        if (Unfinished.isIn(folder)) {
            throw new Broken(Unfinished.NAME, "is there: the replay has not come to its end.");
        }
        for (String name : Stream.concat(ChainFile.LINED.stream(), Stream.of(ChainFile.NAME, Manifest.NAME))
                .toList()) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw new Broken(name, "is not there.");
            }
        }
        long lines = 0;
        String signer;
        try (ChainWalk walk = new ChainWalk(folder.resolve(ChainFile.NAME))) {
            for (String name : ChainFile.LINED) {
                lines += walk.through(name, folder.resolve(name));
            }
            walk.through(Manifest.NAME, Sha256.of(folder.resolve(Manifest.NAME)));
            signer = signer(walk.end(), unsigned);
        }
        Manifest manifest = manifest();
        if (signer == null && !unsigned && manifest.isToBeSigned()) {
            throw new Broken(
                    ChainFile.NAME,
                    "is not signed, and the replay had a key (evidence.key in manifest.json): the signature was taken"
                            + " away. --unsigned checks the rest all the same.");
        }
        if (manifest.outputs().isEmpty()) {
            throw new Broken(Manifest.NAME, "names no outputs.");
        }
        for (Manifest.Output output : manifest.outputs()) {
            Path path = path(output.path());
            if (path.getNameCount() != 1 || path.isAbsolute()) {
                throw new Broken(Manifest.NAME, "names the output " + shown(path) + " elsewhere.");
            }
            check(path, folder.resolve(path), output.sha256(), "the manifest");
        }
        List<String> unchecked = strangers(manifest);
        int inputs = 0;
        if (withInputs) {
            for (Manifest.Input input : manifest.inputs()) {
                if (passedBy(input) == null) {
                    check(path(input.path()), path(input.path()), input.sha256(), "the replay");
                    inputs++;
                }
            }
            manifest.inputs().stream()
                    .flatMap(input -> Stream.ofNullable(passedBy(input)))
                    .forEach(one -> unchecked.add("The input " + one + " cannot be read again."));
        }
        return new Sound(lines, manifest.outputs().size(), inputs, unchecked, signer);
    }

    /**
     * What it says of files. Once the chain has vouched for its bytes, only a forger without a chain's signature can have put
     * something else in it.
     */
    private Manifest manifest() throws IOException, Broken {
        try {
            return Manifest.read(Files.readAllBytes(folder.resolve(Manifest.NAME)));
        } catch (JacksonException | CharConversionException e) {
            throw new Broken(Manifest.NAME, "is not what a replay writes.");
        }
    }

    /** An input that cannot be read again, in words: a topic, a standard input; else null. */
    private static @Nullable String passedBy(Manifest.Input input) {
        if (input.topic() != null) {
            return "topic " + VisibleText.quoted(input.topic()) + ", partition " + input.partition();
        }
        return "-".equals(input.path()) ? "the standard input" : null;
    }

    private static Path path(@Nullable String stated) throws Broken {
        try {
            if (stated != null) {
                return Path.of(stated);
            }
        } catch (InvalidPathException e) {
            throw new Broken(Manifest.NAME, "names a file that no file system can have.");
        }
        throw new Broken(Manifest.NAME, "has a file without path or sha256.");
    }

    private static String shown(Path stated) {
        return VisibleText.quoted(stated.toString());
    }

    private @Nullable String signer(Optional<ChainFile.ChainLine.Signed> signed, boolean unsigned) throws Broken {
        if (signed.isEmpty()) {
            if (trusted != null && !unsigned) {
                throw new Broken(ChainFile.NAME, "is not signed, and a key was given that should have signed it.");
            }
            return null;
        }
        return EvidenceKey.signer(signed.get(), trusted, ChainFile.NAME);
    }

    private static void check(Path stated, Path file, @Nullable String sha256, String by) throws IOException, Broken {
        if (sha256 == null) {
            throw new Broken(Manifest.NAME, "has a file without path or sha256.");
        }
        if (!Files.isRegularFile(file)) {
            throw new Broken(shown(stated), "is not there.");
        }
        String now = Sha256.hex(Sha256.of(file));
        if (!now.equals(sha256)) {
            throw new Broken(
                    shown(stated),
                    "is not what was written: its SHA-256 is " + now + ", " + by + " says " + VisibleText.quoted(sha256)
                            + '.');
        }
    }

    /** What lies beside the results and is none of them. */
    private List<String> strangers(Manifest manifest) throws IOException {
        List<String> known = new ArrayList<>(List.of(ChainFile.NAME, Manifest.NAME));
        manifest.outputs().forEach(output -> known.add(String.valueOf(output.path())));
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !known.contains(name))
                    .sorted()
                    .map(name -> VisibleText.quoted(name) + " lies beside the results and is none of them.")
                    .toList());
        }
    }

    /** The evidence is not what was written; the message is a sentence that begins with the place. */
    public static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(String place, String what) {
            super(place + ": " + what);
        }
    }
}

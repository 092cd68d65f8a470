package org.forgedtoken.detector.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.evidence.WrittenManifest.Stated;
import org.jspecify.annotations.Nullable;

/**
 * Checks the results of a replay against each other, in the order in which they vouch: the chain line by line with what it is
 * of, the manifest with the chain's end, the outputs with the manifest, and the signature. All of it in bounded memory.
 */
public final class Verification {
    private final Path folder;
    private final @Nullable TrustedKey trusted;

    /** @param trusted the key that must have signed; null: whoever signed is told */
    public Verification(Path folder, @Nullable TrustedKey trusted) {
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
     * @throws BrokenEvidence at the first place that is not as it was written
     * @throws IOException where something cannot be read
     */
    public Sound run(boolean withInputs) throws IOException, BrokenEvidence {
        if (Unfinished.isIn(folder)) {
            throw new BrokenEvidence(Unfinished.NAME, "is there: the replay has not come to its end.");
        }
        for (String name : Stream.concat(ChainFile.LINED.stream(), Stream.of(ChainFile.NAME, ChainFile.MANIFEST))
                .toList()) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw new BrokenEvidence(name, "is not there.");
            }
        }
        long lines = 0;
        String signer;
        try (ChainWalk walk = new ChainWalk(folder.resolve(ChainFile.NAME))) {
            for (String name : ChainFile.LINED) {
                lines += walk.through(name, folder.resolve(name));
            }
            walk.through(ChainFile.MANIFEST, Sha256.of(folder.resolve(ChainFile.MANIFEST)));
            signer = signer(walk.end());
        }
        WrittenManifest manifest = WrittenManifest.read(folder.resolve(ChainFile.MANIFEST));
        for (Stated output : manifest.outputs()) {
            check(output, folder.resolve(output.path()), "the manifest");
        }
        List<String> unchecked = strangers(manifest);
        if (withInputs) {
            for (Stated input : manifest.inputs()) {
                check(input, input.path(), "the replay");
            }
            manifest.once().forEach(one -> unchecked.add("The input " + one + " cannot be read again."));
        }
        return new Sound(
                lines, manifest.outputs().size(), withInputs ? manifest.inputs().size() : 0, unchecked, signer);
    }

    private @Nullable String signer(Optional<ChainLine.Signed> signed) throws BrokenEvidence {
        if (signed.isEmpty()) {
            if (trusted != null) {
                throw new BrokenEvidence(
                        ChainFile.NAME, "is not signed, and a key was given that should have signed it.");
            }
            return null;
        }
        TrustedKey key = key(signed.get());
        if (trusted != null && !trusted.isSameAs(key)) {
            throw new BrokenEvidence(ChainFile.NAME, "is signed by another key, " + key.fingerprint() + '.');
        }
        if (!key.hasSigned(signed.get())) {
            throw new BrokenEvidence(ChainFile.NAME, "has a signature that is not of its last value.");
        }
        return key.fingerprint();
    }

    private static TrustedKey key(ChainLine.Signed signed) throws BrokenEvidence {
        try {
            Optional<TrustedKey> key = TrustedKey.of(Base64.getDecoder().decode(signed.publicKey()));
            if (key.isPresent()) {
                return key.get();
            }
        } catch (IllegalArgumentException e) {
            // no base64, and so no key
        }
        throw new BrokenEvidence(ChainFile.NAME, "has a signature without a usable public key.");
    }

    private static void check(Stated stated, Path file, String by) throws IOException, BrokenEvidence {
        String name = stated.name();
        if (!Files.isRegularFile(file)) {
            throw new BrokenEvidence(name, "is not there.");
        }
        String now = Sha256.hex(Sha256.of(file));
        if (!now.equals(stated.sha256())) {
            throw new BrokenEvidence(
                    name,
                    "is not what was written: its SHA-256 is " + now + ", " + by + " says "
                            + VisibleText.quoted(stated.sha256()) + '.');
        }
    }

    /** What lies beside the results and is none of them. */
    private List<String> strangers(WrittenManifest manifest) throws IOException {
        List<String> known = new ArrayList<>(List.of(ChainFile.NAME, ChainFile.MANIFEST));
        manifest.outputs().forEach(output -> known.add(output.path().toString()));
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !known.contains(name))
                    .sorted()
                    .map(name -> VisibleText.quoted(name) + " lies beside the results and is none of them.")
                    .toList());
        }
    }
}

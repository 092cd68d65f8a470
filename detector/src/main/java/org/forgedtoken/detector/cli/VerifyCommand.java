package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.forgedtoken.detector.evidence.EvidenceKey;
import org.forgedtoken.detector.evidence.Verification;
import org.forgedtoken.detector.evidence.Verification.Broken;
import org.forgedtoken.detector.settings.Catalogue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code detector verify}. */
@Command(name = "verify")
final class VerifyCommand extends Action {
    @Parameters(paramLabel = "DIR")
    private Path folder = Path.of("");

    @Option(names = "--inputs")
    private boolean inputs;

    @Option(names = "--public-key", paramLabel = "FILE")
    private @Nullable Path publicKey;

    @Option(names = "--unsigned")
    private boolean unsigned;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw wrong(folder + " is not a folder");
        }
        Optional<Path> key = publicKey == null ? settings.read().get(Catalogue.EVIDENCE_KEY) : Optional.of(publicKey);
        PrintWriter out = out();
        try {
            Verification.Sound sound = new Verification(folder, key.isPresent() ? EvidenceKey.trusted(key.get()) : null)
                    .run(inputs, unsigned);
            tell(sound, key.isPresent(), out);
            return ExitCode.OK;
        } catch (Broken broken) {
            err().println("detector: " + broken.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private void tell(Verification.Sound sound, boolean isKeyKnown, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "As they were written: %d lines of alerts and incidents, manifest.json, and the %d files that it"
                        + " names.%n",
                sound.lines(),
                sound.outputs());
        if (inputs) {
            out.printf(Locale.ROOT, "As they were read: %d input files.%n", sound.inputs());
        }
        sound.unchecked().forEach(out::println);
        if (sound.signer() == null) {
            out.println(
                    "Not signed: whoever can write to " + folder + " could have rewritten all of it, chain and all.");
        } else if (isKeyKnown) {
            out.println("Signed by the key that was given, " + sound.signer() + '.');
        } else {
            out.println("Signed by a key whose SHA-256 is " + sound.signer()
                    + ". Whether it is the right one, --public-key tells.");
        }
        out.flush();
    }
}

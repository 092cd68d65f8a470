package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.forgedtoken.detector.evidence.EvidenceKey;
import org.forgedtoken.detector.evidence.TopicVerification;
import org.forgedtoken.detector.evidence.Verification;
import org.forgedtoken.detector.evidence.Verification.Broken;
import org.forgedtoken.detector.runtime.StreamsDefaults;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code detector verify}. */
@Command(name = "verify")
final class VerifyCommand extends Action.WithSettings {
    @Parameters(paramLabel = "DIR", arity = "0..1")
    private @Nullable Path folder;

    @Option(names = "--topic")
    private boolean topic;

    @Option(names = "--inputs")
    private boolean inputs;

    @Option(names = "--public-key", paramLabel = "FILE")
    private @Nullable Path publicKey;

    @Option(names = "--unsigned")
    private boolean unsigned;

    @Override
    public Integer call() throws IOException {
        Settings read = settings.read();
        Optional<Path> file = publicKey == null ? read.get(Catalogue.EVIDENCE_KEY) : Optional.of(publicKey);
        if (topic == (folder != null) || (topic && inputs)) {
            throw wrong("Either DIR, or --topic without --inputs, is required.");
        }
        if (folder != null && !Files.isDirectory(folder)) {
            throw wrong(folder + " is not a folder");
        }
        EvidenceKey key = file.isPresent() ? EvidenceKey.trusted(file.get()) : null;
        try {
            if (folder == null) {
                verifyTopic(read, key);
            } else {
                verify(folder, key);
            }
            return ExitCode.OK;
        } catch (Broken broken) {
            err().println("detector: " + broken.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private void verify(Path results, @Nullable EvidenceKey key) throws IOException, Broken {
        Verification.Sound sound = new Verification(results, key).run(inputs, unsigned);
        out().printf(
                        Locale.ROOT,
                        "As they were written: %d lines of alerts and incidents, manifest.json, and the %d files that"
                                + " it names.%n",
                        sound.lines(),
                        sound.outputs());
        if (inputs) {
            out().printf(Locale.ROOT, "As they were read: %d input files.%n", sound.inputs());
        }
        tell(sound.unchecked(), sound.signer(), key, results.toString());
    }

    private void verifyTopic(Settings read, @Nullable EvidenceKey key) throws IOException, Broken {
        String name = read.get(Catalogue.EVIDENCE_TOPIC)
                .orElseThrow(() -> wrong("evidence.topic is not set: there is no topic to verify."));
        Map<String, String> kafka = StreamsDefaults.of(read);
        String applicationId = StreamsDefaults.applicationId(kafka);
        Map<String, Object> client = StreamsDefaults.client(kafka);
        TopicVerification.Sound sound = TopicVerification.run(name, read, applicationId, client, key, unsigned);
        out().printf(
                        Locale.ROOT,
                        "As they were written: %d alerts, incidents and actions of %d partitions, with %d heads.%n",
                        sound.records(),
                        sound.partitions(),
                        sound.heads());
        tell(sound.unchecked(), sound.signer(), key, "the topic " + name);
    }

    private void tell(List<String> unchecked, @Nullable String signer, @Nullable EvidenceKey key, String where) {
        PrintWriter out = out();
        unchecked.forEach(out::println);
        if (signer == null) {
            out.println(
                    "Not signed: whoever can write to " + where + " could have rewritten all of it, chain and all.");
        } else if (key != null) {
            out.println("Signed by the key that was given, " + signer + '.');
        } else {
            out.println("Signed by a key whose SHA-256 is " + signer
                    + ". Whether it is the right one, --public-key tells.");
        }
    }
}

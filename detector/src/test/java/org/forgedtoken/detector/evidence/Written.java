package org.forgedtoken.detector.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.forgedtoken.detector.evidence.Verification.Broken;
import org.forgedtoken.detector.feed.Sha256;

/** The results of a small replay in a folder, to be tampered with. */
final class Written {
    private final Path folder;

    Written(Path folder) {
        this.folder = folder;
    }

    /** Five alerts, two incidents, two other outputs, one input. */
    static Written in(Path folder, Optional<EvidenceKey> key) throws IOException {
        Written written = new Written(folder);
        written.lines("alerts.jsonl", "{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":4}", "{\"a\":5}");
        written.lines("incidents.jsonl", "{\"i\":1}", "{\"i\":2}");
        written.lines("accounts.csv", "who", "\"anna\"");
        written.lines("summary.json", "{\"read\":5}");
        written.lines("access.log", "one", "two");
        written.manifest();
        ChainFile.write(folder, key, line -> {});
        return written;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    void lines(String name, String... lines) throws IOException {
        Files.write(path(name), List.of(lines));
    }

    List<String> lines(String name) throws IOException {
        return new ArrayList<>(Files.readAllLines(path(name)));
    }

    void replace(String name, String what, String with) throws IOException {
        String text = Files.readString(path(name));
        if (!text.contains(what)) {
            throw new IllegalArgumentException(name + " has no " + what);
        }
        Files.writeString(path(name), text.replaceFirst(Pattern.quote(what), with));
    }

    /** As it was, or as somebody writes it who has changed an output. */
    void manifest() throws IOException {
        StringBuilder outputs = new StringBuilder();
        for (String name : List.of("alerts.jsonl", "incidents.jsonl", "accounts.csv", "summary.json")) {
            outputs.append(outputs.isEmpty() ? "" : ",").append(file(name, name));
        }
        lines(
                "manifest.json",
                "{\"inputs\":[" + file("access.log", path("access.log").toString())
                        + ",{\"path\":\"-\",\"sha256\":\"0\"}]," + "\"outputs\":[" + outputs + "]}");
    }

    private String file(String name, String path) throws IOException {
        return "{\"path\":\"" + path + "\",\"sha256\":\"" + Sha256.hex(Sha256.of(path(name))) + "\"}";
    }

    /** The sentence with which the check ends, or "". */
    String broken() throws IOException {
        return broken(false);
    }

    String broken(boolean withInputs) throws IOException {
        try {
            new Verification(folder, null).run(withInputs, false);
            return "";
        } catch (Broken broken) {
            return String.valueOf(broken.getMessage());
        }
    }
}

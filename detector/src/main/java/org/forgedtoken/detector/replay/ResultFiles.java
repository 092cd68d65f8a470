package org.forgedtoken.detector.replay;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.evidence.OwnersFile;
import org.forgedtoken.detector.feed.Sha256;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.group.Block;
import org.forgedtoken.detector.group.IncidentAccount;
import org.forgedtoken.detector.ocsf.AlertJson;
import org.forgedtoken.detector.ocsf.BlockJson;
import org.forgedtoken.detector.ocsf.IncidentJson;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.ocsf.Links;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.step.ForWrite;
import org.forgedtoken.detector.step.Store;

/** WRITE, into files: alerts, incidents, block entries, dead letters and what could not be decided. */
final class ResultFiles implements Closeable {
    /** So many tokens' undetermined accesses are added up before they are written. */
    private static final int UNDETERMINED_HELD = 100_000;

    private static final String COLUMNS =
            "incident_uid,issuer,account_id,known,verdict,proof,first_use,last_use,accesses,"
                    + "tokens,keys,sources,endpoints";

    private record Undecided(String token, String issuer, Undetermined reason) {}

    private final AlertJson encoder;
    private final IncidentJson incidentEncoder;
    private final LongSupplier clock;
    private final ReplaySource source;
    private final ReplayProgress progress;
    final OutputFile alerts;
    private final OutputFile incidents;
    private final OutputFile accounts;
    private final Map<String, Incident> lastIncidents = new HashMap<>();
    final OutputFile blocklist;
    final OutputFile deadLetters;
    private final OutputFile undetermined;
    private final Map<Undecided, Long> undecided = new LinkedHashMap<>();
    private boolean readingIsOver;

    /**
     * @param clock wall clock, epoch ms: when an alert is written
     * @param progress hears of what is written once everything is read; before that the reader is who tells it
     */
    ResultFiles(
            Path folder, String version, Links links, LongSupplier clock, ReplaySource source, ReplayProgress progress)
            throws IOException {
        this.encoder = new AlertJson(version, links);
        this.incidentEncoder = new IncidentJson(version, links);
        this.clock = clock;
        this.source = source;
        this.progress = progress;
        this.alerts = new OutputFile(folder.resolve("alerts.jsonl"));
        this.incidents = new OutputFile(folder.resolve("incidents.jsonl"));
        this.accounts = new OutputFile(folder.resolve("accounts.csv"));
        accounts.writeLine(COLUMNS.getBytes(StandardCharsets.US_ASCII));
        this.blocklist = new OutputFile(folder.resolve("blocklist.jsonl"));
        this.deadLetters = new OutputFile(folder.resolve("dead-letters.jsonl"));
        this.undetermined = new OutputFile(folder.resolve("undetermined.jsonl"));
    }

    /** Which block entries stand is known at the end. */
    void write(ForWrite message) {
        if (message instanceof ForWrite.Alerted alerted) {
            alerts.writeLine(encoder.bytes(alerted.alert(), clock.getAsLong()));
            written();
        } else if (message instanceof ForWrite.IncidentTold told) {
            lastIncidents.put(told.key(), told.incident());
            incidents.writeLine(incidentEncoder.bytes(told.incident(), clock.getAsLong()));
        }
    }

    /** Who was concerned by which incident. */
    void account(IncidentAccount account) {
        write(account, accounts);
        written();
    }

    /** What comes now waited for the end of the inputs. */
    void readingIsOver() {
        readingIsOver = true;
        stage("Writing the last alerts");
    }

    /** What is done from now on, for people. */
    void stage(String stage) {
        progress.begin(stage, 0);
    }

    /** As they stand. */
    Collection<Incident> incidents() {
        return lastIncidents.values();
    }

    void deadLetter(DeadLetter letter) {
        JsonObject json = new JsonObject().put("reason", letter.reason()).put("feed", letter.feed());
        source.place(letter, json);
        deadLetters.write(json.put("excerpt", letter.excerpt()));
    }

    /**
     * Accesses that could not be decided. In bounded memory they are added up over many tokens, not over all: a token that
     * is seen again much later can have several lines for the same reason, the sum of which is exact.
     */
    void undetermined(TokenKey token, String issuer, Undetermined reason, long accesses) {
        undecided.merge(new Undecided(token.text(), issuer, reason), accesses, Long::sum);
        if (undecided.size() > UNDETERMINED_HELD) {
            writeUndetermined();
        }
    }

    /** Writes what is known only at the end, and ends the files. */
    void end(Store<Block> blocks) throws IOException {
        writeUndetermined();
        blocks.forEach("", (key, block) -> {
            if (block.isPlaced()) {
                String entry = new String(BlockJson.bytes(block.entry()), StandardCharsets.UTF_8);
                blocklist.write(new JsonObject().put("key", key).ready("value", entry));
                written();
            }
        });
        close();
    }

    List<OutputFile> files() {
        return List.of(alerts, incidents, accounts, blocklist, deadLetters, undetermined);
    }

    @Override
    public void close() throws IOException {
        for (OutputFile file : new ArrayList<>(files())) {
            file.close();
        }
    }

    /** One more is done, of what takes time after reading. */
    void written() {
        if (readingIsOver) {
            progress.done(0);
        }
    }

    private void writeUndetermined() {
        undecided.forEach((one, accesses) -> undetermined.write(new JsonObject()
                .put("token", one.token())
                .put("issuer", one.issuer())
                .put("reason", one.reason().label())
                .put("accesses", accesses)));
        undecided.clear();
    }

    /**
     * A line of {@code accounts.csv} (RFC 4180), to tell the people concerned. Every field is quoted; one that a spreadsheet would
     * take for a formula gets an apostrophe in front, and what would not be seen, or would command a terminal, is written out.
     */
    static void write(IncidentAccount account, OutputFile file) {
        Boolean known = account.known();
        String exists = known == null ? "" : known ? "yes" : "no";
        Stream<String> first = Stream.of(account.incident(), account.issuer(), account.account(), exists);
        String line = Stream.concat(first, account.rest().stream())
                .map(VisibleText::inCsv)
                .collect(Collectors.joining(","));
        file.writeLine(line.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * One file of results, hashed while it is written, and for its owner alone. ASCII alone, so that what a stranger has put into a log cannot upset a
     * terminal. The steps know no I/O error, so one comes out unchecked.
     */
    static final class OutputFile implements Closeable {
        private final String name;
        private final MessageDigest digest = Sha256.digest();
        private final OutputStream out;
        private long lines;

        OutputFile(Path file) throws IOException {
            this.name = String.valueOf(file.getFileName());
            this.out = new BufferedOutputStream(new DigestOutputStream(OwnersFile.write(file), digest), 1 << 16);
        }

        /** One JSON object and a line feed. */
        void write(JsonObject line) {
            writeLine(line.ascii());
        }

        /** A line that is JSON already. */
        void writeLine(byte[] line) {
            try {
                out.write(line);
                out.write('\n');
                lines++;
            } catch (IOException e) {
                throw unwritten(e);
            }
        }

        String name() {
            return name;
        }

        long lines() {
            return lines;
        }

        /** Lower-case hex SHA-256 of the file; to be asked once, when it is closed. */
        String sha256Hex() {
            return Sha256.hex(digest.digest());
        }

        @Override
        public void close() throws IOException {
            try {
                out.close();
            } catch (IOException e) {
                throw new IOException(name + " cannot be written: " + e.getMessage(), e);
            }
        }

        private UncheckedIOException unwritten(IOException e) {
            return new UncheckedIOException(name + " cannot be written: " + e.getMessage(), e);
        }
    }
}

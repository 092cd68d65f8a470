package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.IssuanceRecord.Revoked;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.replay.input.InputFile;
import org.forgedtoken.detector.replay.input.InputFiles;
import org.forgedtoken.detector.replay.input.MergedFeed;
import org.forgedtoken.detector.replay.input.OpenInput;
import org.forgedtoken.detector.replay.input.RecordFormat;
import org.jspecify.annotations.Nullable;

/**
 * Loads an export of past issuances into the ledger of a running detector: each record goes to the issuance topic in the
 * native format, without its token, and behind all of them heartbeats that vouch for the stretch which the export covers,
 * in every partition. Where anything could not be read nothing is vouched for, since what is missing from a ledger that
 * counts as complete makes an honest token a forged one.
 */
public final class Backfill {
    /** So many lines that cannot be read are named. */
    private static final int NAMED_FAULTS = 20;

    private final List<String> files;
    private final long since;
    private final long until;
    private final IssuanceReader reader;
    private final TokenIdentity identity;
    private final InputStream standardInput;
    private final List<String> faults = new ArrayList<>();
    private final SortedMap<String, Stretch> covered = new TreeMap<>();
    private long loaded;
    private long skipped;
    private long unreadable;
    private long bytes;

    /**
     * What was loaded.
     *
     * @param loaded issuances and revocations
     * @param skipped records that are neither
     * @param unreadable records that could not be read
     * @param faults what is wrong with the first of those, and with the files
     * @param covered the stretch that is now vouched for, by issuer; empty where there are faults
     */
    public record Result(
            long loaded, long skipped, long unreadable, List<String> faults, SortedMap<String, Stretch> covered) {}

    /**
     * Of these files: plain, gzip or zstd; globs; {@code -} is the standard input.
     *
     * @param since epoch ms, or {@link Times#UNKNOWN}: since each issuer's first record
     * @param until epoch ms, or {@link Times#UNKNOWN}: until each issuer's last record
     */
    public Backfill(
            List<String> files,
            long since,
            long until,
            IssuanceReader reader,
            TokenIdentity identity,
            InputStream standardInput) {
        this.files = List.copyOf(files);
        this.since = since;
        this.until = until;
        this.reader = reader;
        this.identity = identity;
        this.standardInput = standardInput;
    }

    /**
     * Loads everything; to be called once.
     *
     * @param now epoch ms, against which a time ahead is told
     * @param send takes the key and the value of a record, for the partition of its key; without a key for every partition
     * @param flush waits until all that was sent is there
     * @throws IOException where an input is not there, saying so in a sentence
     */
    public Result run(long now, BiConsumer<byte @Nullable [], byte[]> send, Runnable flush, ReplayProgress progress)
            throws IOException {
        List<InputFile> inputs = new InputFiles(standardInput).named(files);
        long length = 0;
        for (InputFile input : inputs) {
            length += input.length();
        }
        progress.begin("Reading", length);
        try (OpenInput.Workers workers = new OpenInput.Workers(1);
                MergedFeed feed = new MergedFeed(
                        inputs, RecordFormat.issuance(reader, now), workers, more -> progress.done(bytes += more))) {
            while (feed.hasNext()) {
                OpenInput.Entry entry = feed.next();
                if (entry != null) {
                    take(entry, send);
                }
            }
        }
        for (InputFile input : inputs) {
            if (input.damage() != null) {
                faults.add(input.name() + " was not read to its end, " + input.damage());
            }
        }
        flush.run();
        if (faults.isEmpty()) {
            vouch(send);
            flush.run();
        }
        return new Result(loaded, skipped, unreadable, faults, faults.isEmpty() ? covered : new TreeMap<>());
    }

    private void take(OpenInput.Entry entry, BiConsumer<byte @Nullable [], byte[]> send) {
        if (entry.reading() instanceof Reading.Rejected rejected) {
            unreadable++;
            if (faults.size() < NAMED_FAULTS) {
                faults.add(entry.origin().text() + ": " + rejected.reason().label());
            }
        } else if (entry.reading() instanceof Reading.Issuance ok
                && !(ok.issuance() instanceof IssuanceRecord.Heartbeat)) {
            IssuanceRecord record = ok.issuance();
            send.accept(key(record).getBytes(StandardCharsets.UTF_8), Translation.NativeFormat.bytes(record));
            loaded++;
            covered.merge(
                    Translation.NativeFormat.issuer(record),
                    new Stretch(record.time(), record.time()),
                    (a, b) -> new Stretch(Math.min(a.since(), b.since()), Math.max(a.until(), b.until())));
        } else {
            skipped++; // heartbeats too: they spoke for a partition of the topic from which this was exported
        }
    }

    /** A record of a token goes where all records of the token go. */
    private String key(IssuanceRecord record) {
        TokenClaims token = record instanceof Issued issued
                ? issued.token()
                : record instanceof Revoked revoked ? revoked.token() : null;
        if (token == null) {
            return Translation.NativeFormat.issuer(record);
        }
        @Nullable TokenKey key = identity.keyOf(token);
        return (key == null ? TokenKey.ofWhatIsStated(token) : key).text();
    }

    private void vouch(BiConsumer<byte @Nullable [], byte[]> send) {
        covered.replaceAll((issuer, own) -> new Stretch(
                Times.known(since) ? since : own.since(),
                Math.max(Times.known(since) ? since : own.since(), Times.known(until) ? until : own.until())));
        covered.forEach((issuer, stretch) -> send.accept(
                null,
                Translation.NativeFormat.bytes(
                        new IssuanceRecord.Heartbeat(stretch.until(), stretch.since(), issuer))));
    }
}

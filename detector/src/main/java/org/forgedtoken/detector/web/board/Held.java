package org.forgedtoken.detector.web.board;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.WrittenAlert;
import org.forgedtoken.detector.ocsf.WrittenFinding;
import org.forgedtoken.detector.ocsf.WrittenIncident;
import org.jspecify.annotations.Nullable;

/**
 * The last record of one alert or incident, and beside it what lists and searches ask for.
 *
 * @param rank what a list shows first: the lower ranks
 * @param time when it was written, epoch ms
 * @param severity OCSF {@code severity_id}
 * @param status OCSF {@code status_id}
 * @param incident the alert's incident, or empty
 * @param first event time of the first use, epoch ms
 * @param account empty where there is none
 * @param source empty where there is none
 * @param words what a search finds, in small letters
 * @param json the record's value
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two
record Held(
        String uid,
        int rank,
        long time,
        int severity,
        int status,
        String rule,
        String incident,
        long first,
        String account,
        String source,
        String words,
        byte[] json) {
    /** As lists show them: by rank, the newest first. */
    static final Comparator<Held> ORDER = Comparator.comparingInt(Held::rank)
            .thenComparing(Comparator.comparingLong(Held::time).reversed())
            .thenComparing(Held::uid);

    private static final int OPEN_AND_VERIFIED = 0;
    private static final int OPEN = 1;
    private static final int DONE = 2;

    /** An alert's texts are 1 KiB each at most; some tens of them are the worst that the detector writes. */
    private static final int LONGEST_ALERT = 64 * 1024;

    /** An incident lists its newest 100 alerts. */
    private static final int LONGEST_INCIDENT = 512 * 1024;

    private static final int LONGEST_NAME = 128;
    private static final int MOST_WORDS = 4 * 1024;

    /** What an entry takes beside its texts: measured, with its place in both indexes. */
    private static final long AROUND = 450;

    /** Null where the record is no alert. */
    static @Nullable Held ofAlert(byte[] json) {
        WrittenAlert alert = json.length > LONGEST_ALERT ? null : WrittenAlert.read(json);
        if (alert == null
                || !isNamed(alert)
                || alert.rule().length() > LONGEST_NAME
                || alert.incident().length() > LONGEST_NAME) {
            return null;
        }
        return new Held(
                alert.uid(),
                OPEN,
                alert.time(),
                alert.severity(),
                alert.status(),
                alert.rule(),
                alert.incident(),
                alert.first(),
                alert.account(),
                alert.source(),
                words(alert),
                json);
    }

    /** Null where the record is no incident. */
    static @Nullable Held ofIncident(byte[] json) {
        WrittenIncident incident = json.length > LONGEST_INCIDENT ? null : WrittenIncident.read(json);
        if (incident == null || !isNamed(incident)) {
            return null;
        }
        int rank = !incident.isOpen() ? DONE : incident.verified() ? OPEN_AND_VERIFIED : OPEN;
        return new Held(
                incident.uid(),
                rank,
                incident.time(),
                incident.severity(),
                incident.status(),
                "",
                "",
                incident.time(),
                "",
                "",
                "",
                json);
    }

    private static boolean isNamed(WrittenFinding finding) {
        return finding.uid().length() <= LONGEST_NAME && Times.known(finding.time());
    }

    private static String words(WrittenAlert alert) {
        String words = Stream.of(
                        alert.message(),
                        alert.uid(),
                        alert.account(),
                        alert.source(),
                        alert.issuer(),
                        alert.keyId(),
                        alert.tokenId(),
                        alert.digest(),
                        alert.entity())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"))
                .toLowerCase(Locale.ROOT);
        return words.substring(0, Math.min(words.length(), MOST_WORDS));
    }

    boolean isOpen() {
        return rank != DONE;
    }

    /** The JSON text. */
    String text() {
        return new String(json, StandardCharsets.UTF_8);
    }

    /** About how many bytes of memory it takes. */
    long bytes() {
        return AROUND + json.length + words.length() + account.length() + source.length();
    }
}

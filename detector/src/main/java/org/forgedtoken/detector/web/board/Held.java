package org.forgedtoken.detector.web.board;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.AlertJson.WrittenAlert;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident;
import org.forgedtoken.detector.web.board.AlertFilter.Facet;
import org.jspecify.annotations.Nullable;

/**
 * The last record of one alert or incident, and beside it what lists and searches ask for.
 *
 * @param rank what a list shows first: the lower ranks
 * @param time when it was written, epoch ms
 * @param severity OCSF {@code severity_id}
 * @param status OCSF {@code status_id}
 * @param first event time of the first use, epoch ms
 * @param last event time of the last use, as far as it tells, epoch ms
 * @param uses as far as it has counted them
 * @param names what it names, of each kind that it does
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
        long first,
        long last,
        long uses,
        Map<Facet, String> names,
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
    private static final long AROUND = 560;

    /** Alerts by number the greatest first, by name from A to Z and those without one last; with a minus the other way. */
    static Map<String, Comparator<Held>> orders() {
        Map<String, Comparator<Held>> orders = new TreeMap<>();
        Map.<String, ToLongFunction<Held>>of(
                        "time", Held::time, "severity", Held::severity, "first", Held::first, "uses", Held::uses)
                .forEach((name, number) -> {
                    Comparator<Held> least = Comparator.comparingLong(number);
                    orders.put(name, least.reversed().thenComparing(ORDER));
                    orders.put('-' + name, least.thenComparing(ORDER));
                });
        for (Facet facet : Facet.values()) {
            Comparator<Held> nameless =
                    Comparator.comparing(alert -> facet.of(alert).isEmpty());
            Comparator<Held> byName = Comparator.comparing(facet::of);
            orders.put(facet.label(), nameless.thenComparing(byName).thenComparing(ORDER));
            orders.put(
                    '-' + facet.label(),
                    nameless.thenComparing(byName.reversed()).thenComparing(ORDER));
        }
        return orders;
    }

    /** Null where the record is no alert. */
    static @Nullable Held ofAlert(byte[] json) {
        WrittenAlert alert = json.length > LONGEST_ALERT ? null : WrittenAlert.read(json);
        if (alert == null
                || !isNamed(alert.uid(), alert.time())
                || alert.rule().length() > LONGEST_NAME
                || alert.incident().length() > LONGEST_NAME) {
            return null;
        }
        Map<Facet, String> names = new EnumMap<>(Facet.class);
        names.put(Facet.RULE, alert.rule());
        names.put(Facet.ACCOUNT, alert.account());
        names.put(Facet.SOURCE, counted(alert.address(), alert.source()));
        names.put(Facet.KEY, alert.keyId());
        names.put(Facet.INCIDENT, alert.incident());
        names.values().removeIf(String::isEmpty);
        return new Held(
                alert.uid(),
                OPEN,
                alert.time(),
                alert.severity(),
                alert.status(),
                alert.first(),
                alert.last(),
                alert.count(),
                names,
                words(alert),
                json);
    }

    /** Null where the record is no incident. */
    static @Nullable Held ofIncident(byte[] json) {
        WrittenIncident incident = json.length > LONGEST_INCIDENT ? null : WrittenIncident.read(json);
        if (incident == null || !isNamed(incident.uid(), incident.time())) {
            return null;
        }
        int rank = !incident.isOpen() ? DONE : incident.verified() ? OPEN_AND_VERIFIED : OPEN;
        return new Held(
                incident.uid(),
                rank,
                incident.time(),
                incident.severity(),
                incident.status(),
                incident.time(),
                incident.time(),
                0,
                Map.of(),
                "",
                json);
    }

    /** The source of an address, or another text where that is none. */
    static String counted(String address, String otherwise) {
        String source = Source.of(address);
        return source.equals(Source.UNKNOWN) ? otherwise : source;
    }

    private static boolean isNamed(String uid, long time) {
        return uid.length() <= LONGEST_NAME && Times.known(time);
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

    /** Whether somebody has to work on it, or does: new, or in progress. */
    boolean isUnderWay() {
        return status == 1 || status == 2;
    }

    /** The JSON text. */
    String text() {
        return new String(json, StandardCharsets.UTF_8);
    }

    /** About how many bytes of memory it takes. */
    long bytes() {
        return AROUND
                + json.length
                + words.length()
                + names.values().stream().mapToInt(String::length).sum();
    }
}

package org.forgedtoken.detector.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.demo.Traffic.GeneratedRecord;
import org.forgedtoken.detector.feed.Feed;

/**
 * What goes wrong with feeds: each takes generated records in the order of arrival, and gives them as they would have
 * arrived from a site that is sick in that one way. Hours count from the plan's start.
 */
public enum Distortion {
    /** One partition of three gives nothing from 2:00 to 2:20, then all in order: so does an open transaction. */
    A_PARTITION_STALLS(records -> delayed(
            without(records, Distortion::isHeartbeat), r -> partition(r, 3) == 0 && between(r, 120, 140), minute(140))),
    /** One of two producers that share a partition holds its records back from 2:00 to 2:20. */
    A_PRODUCER_STALLS(records ->
            delayed(records, r -> r.key() != null && share(r.key(), 2) && between(r, 120, 140), minute(140))),
    /** The gateways' clocks are five minutes slow. */
    SLOW_GATEWAYS(records -> onAccesses(records, r -> true, -300_000)),
    /** The gateways' clocks are five minutes fast. */
    FAST_GATEWAYS(records -> onAccesses(records, r -> true, 300_000)),
    /** One gateway of four is five minutes slow. */
    A_SLOW_GATEWAY(records -> onAccesses(records, r -> share(r.json(), 4), -300_000)),
    /** One gateway of four is five minutes fast. */
    A_FAST_GATEWAY(records -> onAccesses(records, r -> share(r.json(), 4), 300_000)),
    /** The identity provider's clock is five minutes slow: for what it logs and for what its tokens claim. */
    SLOW_IDENTITY_PROVIDER(records -> onTokens(records, r -> true, -300_000)),
    /** The identity provider's clock is five minutes fast. */
    FAST_IDENTITY_PROVIDER(records -> onTokens(records, r -> true, 300_000)),
    /** The identity provider's clock is five minutes fast until it is set right at 2:30. */
    A_CLOCK_SET_BACK(records -> onTokens(records, r -> r.timeMillis() < minute(150), 300_000)),
    /** Of the tokens that the identity provider issues, one in a hundred is not logged. */
    EVERY_HUNDREDTH_SKIPPED(records -> without(records, r -> isIssuance(r) && share(r.json(), 100))),
    /** The feed is an export that comes every hour, in order; it has no heartbeats. */
    HOURLY_EXPORT(records -> hourly(records, Comparator.comparingLong(GeneratedRecord::timeMillis))),
    /** The same, in the order of the tokens' names. */
    HOURLY_EXPORT_BY_NAME(records -> hourly(records, Comparator.comparing(r -> String.valueOf(r.key())))),
    /** A small site: one token of eight is left, and over partitions that is little. */
    SPARSE(records -> without(records, r -> r.key() != null && !share(r.key(), 8))),
    /** The same, and nobody sends heartbeats. */
    SPARSE_WITHOUT_HEARTBEATS(records ->
            without(records, r -> isHeartbeat(r) || (r.key() != null && !share(r.key(), 8)))),
    /** Nobody logs in from 2:00 to 3:00, there are no heartbeats, and nothing is forged then. */
    A_QUIET_HOUR(records -> {
        Set<String> before = issued(records, r -> r.timeMillis() < minute(120));
        Set<String> then = records.stream()
                .filter(r -> r.key() != null && happens(r, 120, 180) && !before.contains(r.key()))
                .map(GeneratedRecord::key)
                .collect(Collectors.toSet());
        return without(
                records,
                r -> isHeartbeat(r)
                        || (r.key() != null && then.contains(r.key()))
                        || (r.feed() == Feed.ISSUANCE && happens(r, 120, 180)));
    }),
    /** Of that hour the issuance records are lost, but their tokens are in use. */
    A_LOST_HOUR(records -> without(records, r -> r.feed() == Feed.ISSUANCE && happens(r, 120, 180))),
    /** Each issuance record is sent twice. */
    EVERY_RECORD_TWICE(records -> records.stream()
            .flatMap(r -> r.feed() == Feed.ISSUANCE ? Stream.of(r, r) : Stream.of(r))
            .toList()),
    /** At 2:30 a producer sends the last quarter of an hour once more. */
    A_STRETCH_SENT_AGAIN(records -> arriving(Stream.concat(
            records.stream(),
            records.stream()
                    .filter(r -> r.feed() == Feed.ISSUANCE && between(r, 135, 150))
                    .map(r -> at(r, minute(150)))))),
    /** The issuance feed comes newest first: an export in the wrong order, the accesses after it. */
    NEWEST_FIRST(records -> {
        List<GeneratedRecord> turned = new ArrayList<>(
                records.stream().filter(r -> r.feed() == Feed.ISSUANCE).toList());
        turned.sort(Comparator.comparingLong(GeneratedRecord::timeMillis).reversed());
        turned.addAll(records.stream().filter(r -> r.feed() == Feed.ACCESS).toList());
        return turned;
    }),
    /** What the identity provider does is logged from 1:00 on; the access log is older. */
    A_LATE_START(records -> without(records, r -> r.feed() == Feed.ISSUANCE && r.timeMillis() < minute(60)));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long HOUR = 3_600_000;
    private static final long START = TrafficPlan.SAMPLE_START.toEpochMilli();

    private final UnaryOperator<List<GeneratedRecord>> change;

    Distortion(UnaryOperator<List<GeneratedRecord>> change) {
        this.change = change;
    }

    /** The records as they arrive from the sick site. */
    public List<GeneratedRecord> of(List<GeneratedRecord> records) {
        return change.apply(records);
    }

    /** To which of so many partitions a record goes; -1: to all of them. */
    public static int partition(GeneratedRecord record, int of) {
        return record.key() == null ? -1 : Math.floorMod(record.key().hashCode() * 0x9E3779B1, of);
    }

    public static boolean isHeartbeat(GeneratedRecord record) {
        return record.feed() == Feed.ISSUANCE && record.key() == null;
    }

    private static boolean isIssuance(GeneratedRecord record) {
        return record.feed() == Feed.ISSUANCE && record.json().contains("\"event\":\"issued\"");
    }

    private static long minute(int minute) {
        return START + minute * 60_000L;
    }

    private static boolean between(GeneratedRecord record, int from, int until) {
        return record.arrivalMillis() >= minute(from) && record.arrivalMillis() < minute(until);
    }

    private static boolean happens(GeneratedRecord record, int from, int until) {
        return record.timeMillis() >= minute(from) && record.timeMillis() < minute(until);
    }

    private static boolean share(String text, int of) {
        int mixed = (text.hashCode() * 0x85EBCA6B) >>> 16; // other bits than tell the partition
        return mixed % of == 0;
    }

    private static GeneratedRecord at(GeneratedRecord r, long arrival) {
        return new GeneratedRecord(r.feed(), r.timeMillis(), arrival, r.key(), r.json());
    }

    private static List<GeneratedRecord> arriving(Stream<GeneratedRecord> records) {
        return records.sorted(Comparator.comparingLong(GeneratedRecord::arrivalMillis))
                .toList();
    }

    private static List<GeneratedRecord> without(List<GeneratedRecord> records, Predicate<GeneratedRecord> gone) {
        return records.stream().filter(gone.negate()).toList();
    }

    private static List<GeneratedRecord> delayed(
            List<GeneratedRecord> records, Predicate<GeneratedRecord> late, long until) {
        return arriving(records.stream().map(r -> r.feed() == Feed.ISSUANCE && late.test(r) ? at(r, until) : r));
    }

    private static List<GeneratedRecord> hourly(List<GeneratedRecord> records, Comparator<GeneratedRecord> order) {
        Stream<GeneratedRecord> exported = records.stream()
                .filter(r -> r.feed() == Feed.ISSUANCE && r.key() != null)
                .map(r -> at(r, (r.timeMillis() / HOUR + 1) * HOUR))
                .sorted(order);
        return arriving(Stream.concat(exported, records.stream().filter(r -> r.feed() == Feed.ACCESS)));
    }

    private static List<GeneratedRecord> onAccesses(
            List<GeneratedRecord> records, Predicate<GeneratedRecord> which, long by) {
        return records.stream()
                .map(r -> r.feed() == Feed.ACCESS && which.test(r) ? shifted(r, by, List.of()) : r)
                .toList();
    }

    private static List<GeneratedRecord> onTokens(
            List<GeneratedRecord> records, Predicate<GeneratedRecord> which, long by) {
        List<String> claims = List.of("issued_at", "expires_at");
        Set<String> issued = issued(records, which);
        Set<String> all = issued(records, r -> true);
        return records.stream()
                .map(r -> {
                    if (r.feed() == Feed.ISSUANCE) {
                        return which.test(r) ? shifted(r, by, claims) : r;
                    }
                    return r.key() != null && (issued.contains(r.key()) || !all.contains(r.key()))
                            ? claiming(r, issued.contains(r.key()), by, claims)
                            : r;
                })
                .toList();
    }

    private static Set<String> issued(List<GeneratedRecord> records, Predicate<GeneratedRecord> which) {
        Set<String> issued = new HashSet<>();
        records.stream().filter(Distortion::isIssuance).filter(which).forEach(r -> issued.add(r.key()));
        return issued;
    }

    private static GeneratedRecord shifted(GeneratedRecord r, long by, List<String> claims) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(r.json());
            if (!json.path("time").isTextual() && !json.path("time").isNumber()) {
                return r;
            }
            if (json.get("time").isNumber()) {
                json.put("time", json.get("time").longValue() + by);
            } else if (!json.get("time").textValue().equals("yesterday")) {
                json.put(
                        "time",
                        Instant.parse(json.get("time").textValue())
                                .plusMillis(by)
                                .toString());
            }
            claim(json, by, claims);
            return new GeneratedRecord(r.feed(), r.timeMillis() + by, r.arrivalMillis(), r.key(), json.toString());
        } catch (JsonProcessingException e) {
            return r; // one that is generated unreadable
        }
    }

    /** With other times in the token, if it was issued, now or before the records begin. */
    private static GeneratedRecord claiming(GeneratedRecord r, boolean issued, long by, List<String> claims) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(r.json());
            if (issued || json.path("issued_at").longValue() * 1_000 < START) {
                claim(json, by, claims);
            }
            return new GeneratedRecord(r.feed(), r.timeMillis(), r.arrivalMillis(), r.key(), json.toString());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void claim(ObjectNode json, long by, List<String> claims) {
        for (String claim : claims) {
            if (json.path(claim).isNumber()) {
                json.put(claim, json.get(claim).longValue() + by / 1_000);
            }
        }
    }
}

package org.forgedtoken.detector.doctor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.step.Outcome;
import org.jspecify.annotations.Nullable;

/** What became of the records of one feed. Event times are epoch ms. Not thread-safe. */
final class FeedSample {
    private static final int MOST_DELAYS = 50_000;

    final int most;
    /** Where the records are from, for people; empty: there is no such feed. */
    String from = "";

    long records;
    long oldest = Times.UNKNOWN;
    long newest = Times.UNKNOWN;
    /** So many records are keyed by their token's block-entry key. */
    long keyedByToken;
    /** Why one of them is not; null while none was found. */
    @Nullable
    String wrongKey;

    private final Map<Outcome, Long> outcomes = new TreeMap<>();
    /** By the reason, of which there are few. */
    private final Map<String, Long> unreadable = new TreeMap<>();
    /** How much later than its own time each record came, ms. */
    private final List<Long> delays = new ArrayList<>();

    /** @param feed of which no more records than these are taken in */
    FeedSample(Feed feed) {
        this.most = switch (feed) {
            case ACCESS -> 50_000;
            case ISSUANCE -> 500_000;
            default -> 200_000;
        };
    }

    /** Whether no more records are taken in. */
    boolean isFull() {
        return records >= most;
    }

    void read(Reading reading, long arrived) {
        records++;
        long time = reading.time();
        if (Times.known(time)) {
            oldest = Times.earlier(oldest, time);
            newest = Math.max(newest, time);
            if (delays.size() < MOST_DELAYS) {
                delays.add(arrived - time);
            }
        }
        if (reading instanceof Reading.Rejected rejected) {
            unreadable.merge(rejected.reason().label(), 1L, Long::sum);
        }
    }

    void outcome(Outcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
    }

    long count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    long unreadable() {
        return unreadable.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<String, Long> reasons() {
        return unreadable;
    }

    /** What became of the records; tokens, of which a record may have several, beside it. */
    String outcomes(long tokens) {
        Map<String, Long> all = new TreeMap<>();
        outcomes.forEach((outcome, count) -> all.put(outcome.label(), count));
        unreadable.forEach((reason, count) -> all.put("unreadable (" + reason + ')', count));
        if (tokens > 0) {
            all.put("with a token", tokens);
        }
        all.remove(Outcome.DEAD_LETTER.label());
        return Plain.shares(all, records);
    }

    /** The delay that so many of a hundred records do not exceed, ms; {@link Times#UNKNOWN} where there is none. */
    long delay(int percent) {
        return percentile(delays, percent);
    }

    /** The value that so many of a hundred do not exceed, or {@link Times#UNKNOWN}. */
    static long percentile(List<Long> values, int percent) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.isEmpty() ? Times.UNKNOWN : sorted.get((sorted.size() - 1) * percent / 100);
    }
}

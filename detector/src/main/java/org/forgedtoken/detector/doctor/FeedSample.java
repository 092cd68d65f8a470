package org.forgedtoken.detector.doctor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.forgedtoken.detector.coverage.Heard;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.step.Outcome;
import org.jspecify.annotations.Nullable;

/** What became of the records of one feed; what its page shows is public. Event times are epoch ms. Not thread-safe. */
public final class FeedSample {
    private static final int MOST_DELAYS = 50_000;

    final int most;
    /** Where the records are from, for people; empty: there is no such feed. */
    public String from = "";

    public long records;
    public long oldest = Times.UNKNOWN;
    public long newest = Times.UNKNOWN;
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
    public boolean isFull() {
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

    public long unreadable() {
        return unreadable.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<String, Long> reasons() {
        return unreadable;
    }

    /** What became of the records; tokens, of which a record may have several, beside it. */
    public String outcomes(long tokens) {
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
    public long delay(int percent) {
        return percentile(delays, percent);
    }

    /** The value that so many of a hundred do not exceed, or {@link Times#UNKNOWN}. */
    public static long percentile(List<Long> values, int percent) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.isEmpty() ? Times.UNKNOWN : sorted.get((sorted.size() - 1) * percent / 100);
    }

    /** What the records of one feed state of one issuer's tokens. Not thread-safe. */
    public static final class Stated {
        private static final int MOST_KEYS = 64;

        public long tokens;
        /** Tokens that were read themselves and carry no id. */
        long withoutId;

        long withIssuedAt;
        /** The first ones by name; with more the sample says nothing of which are missing. */
        public final Set<String> keyIds = new TreeSet<>();

        private final Map<IdentityKind, Long> stating = new EnumMap<>(IdentityKind.class);
        private final Map<IdentityKind, Long> keyedBy = new EnumMap<>(IdentityKind.class);

        /** @param key under which the feeds meet, as the settings are */
        void add(TokenKey key, TokenClaims token) {
            tokens++;
            withoutId += token.idAbsent() ? 1 : 0;
            withIssuedAt += Times.known(token.issuedAt()) ? 1 : 0;
            keyedBy.merge(key.kind(), 1L, Long::sum);
            for (IdentityKind kind : IdentityKind.values()) {
                TokenKey by = TokenIdentity.of(kind).keyOf(token);
                if (by != null && by.kind() == kind) {
                    stating.merge(kind, 1L, Long::sum);
                }
            }
            if (token.keyId() != null) {
                key(token.keyId());
            }
        }

        void key(String keyId) {
            if (!knowsAllKeys()) {
                return;
            }
            keyIds.add(keyId);
        }

        boolean knowsAllKeys() {
            return keyIds.size() < MOST_KEYS;
        }

        /** How many tokens state an identity of this kind. */
        long stating(IdentityKind kind) {
            return stating.getOrDefault(kind, 0L);
        }

        /** How many meet the other feed under an identity of this kind. */
        long keyedBy(IdentityKind kind) {
            return keyedBy.getOrDefault(kind, 0L);
        }

        /** By what most meet the other feed. */
        public IdentityKind mostlyKeyedBy() {
            IdentityKind most = IdentityKind.ID;
            for (IdentityKind kind : IdentityKind.values()) {
                most = keyedBy(kind) > keyedBy(most) ? kind : most;
            }
            return most;
        }
    }

    /** What one issuance partition has said, and when. Event times and lengths in ms. Not thread-safe. */
    public static final class PartitionSample {
        private final long grace;

        public long records;
        public long heartbeats;
        /** Heartbeats that say since when they speak. */
        public long vouching;

        long newest = Times.UNKNOWN;
        /** Between neighbours in event time for which no heartbeat speaks. */
        public long longestSilence;
        /** Records that came later than grace after newer ones. */
        long late;

        /** The most by which one did. */
        long latest;

        private long oldest = Times.UNKNOWN;

        PartitionSample(long grace) {
            this.grace = grace;
        }

        void hear(Heard heard) {
            if (heard instanceof Heard.Issuance issuance) {
                record(issuance.time());
            } else if (heard instanceof Heard.Event event) {
                record(event.time());
            } else if (heard instanceof Heard.Heartbeat heartbeat) {
                heartbeats++;
                vouching += Times.known(heartbeat.since()) ? 1 : 0;
                passed(heartbeat.time(), Times.either(heartbeat.since(), heartbeat.time()));
            }
        }

        private void record(long time) {
            records++;
            long behind = Times.known(newest) ? newest - time : 0;
            late += behind > grace ? 1 : 0;
            latest = Math.max(latest, behind);
            passed(time, time);
        }

        private void passed(long time, long since) {
            if (Times.known(newest)) {
                longestSilence = Math.max(longestSilence, since - newest);
            }
            newest = Math.max(newest, time);
            oldest = Times.earlier(oldest, time);
        }

        /** The mean time from one record or heartbeat to the next. */
        public long meanGap() {
            return records + heartbeats < 2 ? 0 : (newest - oldest) / (records + heartbeats - 1);
        }
    }
}

package org.forgedtoken.detector.alert;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.forgedtoken.detector.coverage.Hole;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.Rule;
import org.jspecify.annotations.Nullable;

/** What a stage (READ, for what cannot be judged) tells GROUP of one alert. Only GROUP opens, counts and closes. */
public sealed interface Finding {
    /** The alert that this belongs to. */
    AlertKey key();

    /**
     * Accesses that count for the alert.
     *
     * @param uses event time, epoch ms → how many
     * @param horizon uses up to this event time belong to what the alert says when it opens
     * @param verifiedAt the first use whose signature is known good, or {@link Times#UNKNOWN}
     * @param evidence of the first of these uses
     * @param blockKey the block entry that the alert places; null where it may place none
     * @param incident to which these uses belong; null where to none
     * @param involved what the incident counts of these uses, where no other finding tells of them already
     * @param contents which tokens these are, by their key and content, where the alert is on several of them, and whether each
     *     puts it in an incident: it falls when none of all that it counts remains
     */
    record Use(
            AlertKey key,
            SortedMap<Long, Long> uses,
            long horizon,
            long verifiedAt,
            Evidence evidence,
            @Nullable String blockKey,
            @Nullable Membership incident,
            List<Involved> involved,
            Map<String, Boolean> contents)
            implements Finding {
        /** Uses of one token that belong to no incident. */
        public Use(
                AlertKey key,
                SortedMap<Long, Long> uses,
                long horizon,
                long verifiedAt,
                Evidence evidence,
                @Nullable String blockKey) {
            this(key, uses, horizon, verifiedAt, evidence, blockKey, null, List.of(), Map.of());
        }

        /** When the first of them was. */
        public long first() {
            return uses.firstKey();
        }

        /** When the last of them was. */
        public long last() {
            return uses.lastKey();
        }
    }

    /**
     * The accusation has fallen: the alert is closed and its block entry removed.
     *
     * @param content of an alert on several tokens, the one that it counts no longer, as in {@link Use#contents}: it is closed
     *     with the last of them; null: the alert is on one token
     */
    record Withdrawn(AlertKey key, @Nullable String content, StatusDetail reason) implements Finding {
        /** Of an alert on one token, or the whole alert. */
        public Withdrawn(AlertKey key, StatusDetail reason) {
            this(key, null, reason);
        }
    }

    /**
     * The token was issued after all: the alert remains, for when it was used, but it is no sign of a stolen key.
     *
     * @param content as in {@link Withdrawn}
     */
    record Cleared(AlertKey key, @Nullable String content) implements Finding {
        /** Of an alert on one token. */
        public Cleared(AlertKey key) {
            this(key, null);
        }
    }

    /**
     * A record came late that explains every use from {@code from} (epoch ms) on: the alert is withdrawn, unless it rests
     * on an earlier one as well. Whoever tells this may have seen only some of the uses.
     */
    record Explained(AlertKey key, long from) implements Finding {}

    /**
     * A canary was planted, and its alert is to be waited for.
     *
     * @param uid of that alert: it tells nobody which token it is
     * @param time epoch ms
     */
    record Planted(String uid, long time) implements Finding {
        @Override
        public AlertKey key() {
            return new AlertKey(Rule.CANARY_MISSED, uid);
        }
    }

    /**
     * Something that lasts, an outage or an episode, has begun.
     *
     * @param start epoch ms
     * @param last when it was seen last so far, epoch ms
     * @param count accesses so far; 0 where it is not about accesses
     * @param incident to which it belongs; null where to none
     */
    record Begun(
            AlertKey key,
            long start,
            long last,
            long count,
            Evidence evidence,
            @Nullable IncidentKey incident) implements Finding {}

    /** It goes on, with so many accesses so far. */
    record Grown(AlertKey key, long last, long count) implements Finding {}

    /**
     * A token cannot be found in the ledger because of a hole.
     *
     * @param issuer whose hole it is
     * @param token what tells the token and its content apart from others
     */
    record Missing(AlertKey key, String issuer, Hole hole, String token) implements Finding {}

    /** A hole is filled. */
    record Filled(AlertKey key) implements Finding {}

    /** What the incident counts of the accesses that something which lasts tells of; with no other finding. */
    record Involving(AlertKey key, List<Involved> involved) implements Finding {}

    /** A key turned out to be behind something that lasts, and has an incident of its own. */
    record Joined(AlertKey key, Membership incident) implements Finding {}

    /** It is over; {@code evidence} tells how it ended. */
    record Ended(AlertKey key, long start, long last, long count, Evidence evidence, StatusDetail reason)
            implements Finding {}
}

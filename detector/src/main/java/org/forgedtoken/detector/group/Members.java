package org.forgedtoken.detector.group;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.step.Store;
import org.jspecify.annotations.Nullable;

/** How many distinct members of each kind an incident has had. Mutable; not thread-safe. */
final class Members {
    private final Map<MemberKind, Distinct<Long>> kinds = new EnumMap<>(MemberKind.class);

    /**
     * @param incident its uid
     * @param names of the members of all incidents
     */
    Members(GroupPolicy.IncidentPolicy policy, String incident, Store<Long> names) {
        for (MemberKind kind : MemberKind.values()) {
            kinds.put(kind, new Distinct<>(policy.mostExact(), names, incident + '|' + kind + '|', 1L));
        }
    }

    void restore(SortedMap<String, String> sketches) {
        kinds.forEach((kind, distinct) ->
                distinct.restore(Base64.getDecoder().decode(sketches.getOrDefault(kind.name(), ""))));
    }

    /** What is no longer exact, by kind, in base 64. */
    SortedMap<String, String> sketches() {
        SortedMap<String, String> sketches = new TreeMap<>();
        kinds.forEach((kind, distinct) -> {
            byte[] bytes = distinct.bytes();
            if (bytes.length > 0) {
                sketches.put(kind.name(), Base64.getEncoder().encodeToString(bytes));
            }
        });
        return sketches;
    }

    void add(MemberKind kind, String member) {
        Objects.requireNonNull(kinds.get(kind)).add(member);
    }

    /** Whoever is involved. */
    void add(Involved involved) {
        Involved.Who who = involved.who();
        add(MemberKind.TOKENS, who.token());
        add(MemberKind.SOURCES, who.source());
        String account = who.account();
        if (account != null) {
            add(MemberKind.ACCOUNTS, who.issuer() + '\n' + account);
        }
    }

    Map<MemberKind, Count> counts() {
        Map<MemberKind, Count> counts = new EnumMap<>(MemberKind.class);
        kinds.forEach((kind, distinct) -> counts.put(kind, distinct.count()));
        return counts;
    }

    /**
     * The keys that a campaign's tokens name, of those that were not issued: by the uids of the incidents that these have, opened or
     * not. Not thread-safe.
     */
    static final class NamedKeys {
        /** A campaign may name what it likes; the incident of one of these is enough. */
        private static final int MOST = 100;

        private final String prefix;
        private final Store<Long> names;
        private final Set<String> uids = new TreeSet<>();
        private @Nullable IncidentKey last;

        /**
         * @param campaign its uid
         * @param names of the members of all incidents
         */
        NamedKeys(String campaign, Store<Long> names) {
            this.prefix = campaign + "|KEYS|";
            this.names = names;
        }

        void restore() {
            names.forEach(prefix, (name, one) -> uids.add(name.substring(prefix.length())));
        }

        void add(Involved.Who who) {
            String keyId = who.keyId();
            if (keyId == null || who.verdict() == Verdict.ISSUED) {
                return;
            }
            IncidentKey key = new IncidentKey.OfKey(who.issuer(), keyId);
            if (!key.equals(last) && uids.size() < MOST && uids.add(key.uid())) {
                names.put(prefix + key.uid(), 1L);
            }
            last = key;
        }

        Set<String> uids() {
            return Collections.unmodifiableSet(uids);
        }
    }

    /**
     * How many distinct members there are: exact up to a bound; beyond it a HyperLogLog sketch of 2^14 buckets (8 KiB; relative
     * standard error 0.8 %, DataSketches' HLL_4 with its HIP estimator). None goes again. Not thread-safe.
     */
    static final class Distinct<V> {
        private static final int LOG_BUCKETS = 14;
        private static final int DEVIATIONS = 3;

        private final int most;
        private final Store<V> names;
        private final String prefix;
        private final V entry;
        private int exact;
        private @Nullable HllSketch sketch;

        /**
         * @param most so many are counted exactly
         * @param names the members, as far as all are known by name
         * @param prefix of their names
         * @param entry what stands under each
         */
        Distinct(int most, Store<V> names, String prefix, V entry) {
            this.entry = entry;
            this.most = most;
            this.names = names;
            this.prefix = prefix;
        }

        /** Counts a member, if it is new. */
        void add(String member) {
            if (sketch != null) {
                sketch.update(member);
            } else if (!names.has(prefix + member)) {
                names.put(prefix + member, entry);
                exact++;
                if (exact > most) {
                    sketch = sketchOfNames();
                }
            }
        }

        private HllSketch sketchOfNames() {
            HllSketch made = new HllSketch(LOG_BUCKETS, TgtHllType.HLL_4);
            forget(made::update);
            return made;
        }

        /** Takes away all that are known by name. */
        void forget(Consumer<String> visitor) {
            List<String> all = new ArrayList<>();
            names.forEach(prefix, (name, one) -> all.add(name));
            for (String name : all) {
                visitor.accept(name.substring(prefix.length()));
                names.remove(name);
            }
        }

        Count count() {
            HllSketch about = sketch;
            if (about == null) {
                return new Count(exact, 0);
            }
            double estimate = about.getEstimate();
            double error =
                    Math.max(about.getUpperBound(DEVIATIONS) - estimate, estimate - about.getLowerBound(DEVIATIONS));
            return new Count(Math.round(estimate), (long) Math.ceil(error));
        }

        /** So many there are at least. */
        long atLeast() {
            Count count = count();
            return count.number() - count.errorBound();
        }

        /** The sketch's bytes; empty where all is exact. */
        byte[] bytes() {
            return sketch == null ? new byte[0] : sketch.toUpdatableByteArray();
        }

        /** Goes on from {@link #bytes}, and from the names. */
        void restore(byte[] bytes) {
            if (bytes.length > 0) {
                sketch = HllSketch.heapify(bytes);
            } else {
                names.forEach(prefix, (name, one) -> exact++);
            }
        }
    }
}

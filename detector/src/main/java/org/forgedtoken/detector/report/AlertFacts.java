package org.forgedtoken.detector.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.ocsf.Standing;
import org.forgedtoken.detector.rule.Rule;

/**
 * What the alerts come to. Event times, epoch ms.
 *
 * @param lines exact
 * @param canaryLines of planted tokens, which are counted nowhere else
 * @param exact whether the forged tokens were followed one by one, and not in a sample
 * @param rules by rule
 * @param accounts that forged tokens name
 * @param sources that they came from, each at its first use
 * @param tokensAt first use → forged tokens, and their accesses
 * @param keysMerged whether there were too many keys to tell all of them apart
 * @param endpoints path template of the first use → forged tokens
 * @param endpointsMerged the same of endpoints
 */
public record AlertFacts(
        long lines,
        long canaryLines,
        boolean exact,
        SortedMap<String, RuleCount> rules,
        Forged forged,
        Arrivals accounts,
        Arrivals sources,
        SortedMap<Long, Uses> tokensAt,
        Map<KeyName, Span> keys,
        boolean keysMerged,
        Map<String, Long> endpoints,
        boolean endpointsMerged) {
    /** All names that are not told apart. */
    static final String OTHERS = "(others)";

    /** Different alerts of all rules. */
    public Count alerts() {
        return rules.values().stream().map(RuleCount::created).reduce(Count.NONE, Count::plus);
    }

    /** Those that are open. */
    public Count open() {
        return rules.values().stream().map(rule -> rule.of(Standing.OPEN)).reduce(Count.NONE, Count::plus);
    }

    /** When the first forged token was used; to be asked where there is one. */
    public long first() {
        return tokensAt.firstKey();
    }

    /** When the last one was seen last, as far as their alerts have told; to be asked where there is one. */
    public long last() {
        return keys.values().stream().mapToLong(Span::last).max().orElse(first());
    }

    /** The keys, those with the most tokens first. */
    public List<Map.Entry<KeyName, Span>> largestKeys() {
        return keys.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<KeyName, Span> row) ->
                                -row.getValue().tokens())
                        .thenComparing(row -> row.getKey().issuer())
                        .thenComparing(row -> row.getKey().keyId()))
                .toList();
    }

    /**
     * The alerts of a rule.
     *
     * @param followed how those stand that were followed
     * @param scale for how many alerts each of these stands; 1: all were
     */
    public record RuleCount(Map<Standing, Long> followed, long scale) {
        public Count of(Standing standing) {
            return Sample.estimate(followed.getOrDefault(standing, 0L), scale);
        }

        Count created() {
            return Sample.estimate(
                    followed.values().stream().mapToLong(Long::longValue).sum(), scale);
        }
    }

    /**
     * Tokens that are forged, and stand so.
     *
     * @param verified of them, with a signature known good
     * @param accesses as far as their alerts have counted them: at least so many
     * @param rollUps alerts that stand for more findings than were written singly, and are not counted here
     */
    public record Forged(Count neverIssued, Count altered, Count verified, long accesses, Count rollUps) {
        static final Forged NONE = new Forged(Count.NONE, Count.NONE, Count.NONE, 0, Count.NONE);

        /** Of the alerts of one rule. */
        static Forged of(String rule, Count tokens, Count verified, long accesses, Count rollUps) {
            boolean altered = rule.equals(Rule.TOKEN_ALTERED.id());
            return new Forged(
                    altered ? Count.NONE : tokens, altered ? tokens : Count.NONE, verified, accesses, rollUps);
        }

        Forged plus(Forged more) {
            return new Forged(
                    neverIssued.plus(more.neverIssued),
                    altered.plus(more.altered),
                    verified.plus(more.verified),
                    accesses + more.accesses,
                    rollUps.plus(more.rollUps));
        }

        public Count tokens() {
            return neverIssued.plus(altered);
        }
    }

    /** Forged tokens of one first use, and the accesses that all of them made. */
    public record Uses(long tokens, long accesses) {
        Uses plus(Uses more) {
            return new Uses(tokens + more.tokens, accesses + more.accesses);
        }
    }

    /** From when to when a key's forged tokens were used, how many they are, and how many of them are verified. */
    public record Span(long first, long last, long tokens, long verified) {
        Span plus(Span more) {
            return new Span(
                    Math.min(first, more.first),
                    Math.max(last, more.last),
                    tokens + more.tokens,
                    verified + more.verified);
        }
    }

    /**
     * A signing key, as tokens name it.
     *
     * @param issuer empty where they name none
     * @param keyId the same
     */
    public record KeyName(String issuer, String keyId) {
        /** All those that are not told apart. */
        static final KeyName OTHERS = new KeyName("", "(other keys)");

        /** What of a name is kept: more would not be read, and costs memory for each. */
        static final int MOST_BYTES = 256;

        public String label() {
            return keyId.isEmpty() ? "(no key named)" : keyId;
        }
    }

    /**
     * Different accounts, or sources, and when each was seen first.
     *
     * @param number how many
     * @param times first uses, epoch ms, in order; those of a sample, where there are too many
     * @param scale for how many each time stands
     * @param withdrawnToo whether those of alerts that were withdrawn later are among them
     */
    public record Arrivals(Count number, List<Long> times, long scale, boolean withdrawnToo) {

        static Arrivals of(Sample<Long> members) {
            return new Arrivals(members.number(), sorted(members.values()), members.scale(), true);
        }

        static Arrivals exact(Collection<Long> times) {
            return new Arrivals(Count.exact(times.size()), sorted(times), 1, false);
        }

        private static List<Long> sorted(Collection<Long> times) {
            return times.stream().sorted().toList();
        }
    }
}

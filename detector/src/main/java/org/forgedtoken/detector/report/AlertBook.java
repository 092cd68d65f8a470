package org.forgedtoken.detector.report;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.PathTemplate;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.ocsf.WrittenAlert;
import org.forgedtoken.detector.ocsf.WrittenFinding.Standing;
import org.forgedtoken.detector.report.AlertFacts.Arrivals;
import org.forgedtoken.detector.report.AlertFacts.Forged;
import org.forgedtoken.detector.report.AlertFacts.KeyName;
import org.forgedtoken.detector.report.AlertFacts.RuleCount;
import org.forgedtoken.detector.report.AlertFacts.Span;
import org.forgedtoken.detector.report.AlertFacts.Uses;
import org.forgedtoken.detector.report.Sample.Fingerprint;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What the alerts come to: of each uid its last line counts, however many there were. Bounded by {@link Sample} and
 * {@link Names}, so that millions of alerts need no more memory than these. Each rule has its own sample: many alerts of
 * one do not hide the few of another.
 */
final class AlertBook {
    /** Forged tokens that are followed singly; some 200 bytes each. */
    static final int MOST_TOKENS = 1 << 18;

    /** Alerts of each other rule, the same. */
    static final int MOST_OTHERS = 1 << 15;

    private static final int MOST_NAMES = 4_096;

    /** More than there are; a file that names more is not the detector's. */
    private static final int MOST_RULES = 40;

    /** The rules whose alerts are one forged token each. */
    private static final Set<String> FORGED = Set.of(Rule.TOKEN_NEVER_ISSUED.id(), Rule.TOKEN_ALTERED.id());

    private final int mostTokens;
    private final int mostOthers;
    private final Map<String, Sample<About>> alerts = new TreeMap<>();
    private final Sample<Long> accounts;
    private final Sample<Long> sources;
    private final Shared<KeyName> keys = new Shared<>(MOST_NAMES, KeyName.OTHERS);
    private final Shared<String> endpoints = new Shared<>(MOST_NAMES, AlertFacts.OTHERS);
    private final Shared<String> rules = new Shared<>(MOST_RULES, AlertFacts.OTHERS);
    private final Map<Activity, Long> lines = new EnumMap<>(Activity.class);
    private long canaryLines;

    AlertBook() {
        this(MOST_TOKENS, MOST_OTHERS);
    }

    /** For tests that have less time. */
    AlertBook(int mostTokens, int mostOthers) {
        this.mostTokens = mostTokens;
        this.mostOthers = mostOthers;
        accounts = new Sample<>(mostOthers);
        sources = new Sample<>(mostOthers);
    }

    /** One more line; a later one of a uid says how that alert stands. False where it says too little for one. */
    boolean take(WrittenAlert line) {
        if (line.rule().isEmpty() || line.activity() < 1 || line.activity() > Activity.values().length) {
            return false;
        }
        lines.merge(Activity.values()[line.activity() - 1], 1L, Long::sum);
        if (line.isCanary()) {
            canaryLines++;
            return true;
        }
        Fingerprint account = fingerprint(line.account());
        String address = Source.of(line.address());
        Fingerprint source = fingerprint(address.equals(Source.UNKNOWN) ? line.source() : address);
        String template = PathTemplate.of(line.path());
        String rule = rules.of(cut(line.rule()));
        About about = new About(
                line.standing(),
                isOfForgedToken(rule) && !line.verdict().equals(Verdict.ISSUED.name()),
                line.isRollUp(),
                line.first(),
                line.last(),
                line.count(),
                line.isVerified(),
                keys.of(new KeyName(cut(line.issuer()), cut(line.keyId()))),
                endpoints.of(template == null ? "" : cut(template)),
                account == null ? 0 : account.high(),
                source == null ? 0 : source.high());
        alerts.computeIfAbsent(rule, name -> new Sample<>(isOfForgedToken(name) ? mostTokens : mostOthers))
                .put(Fingerprint.of(line.uid()), about);
        if (about.isForgedToken()) {
            saw(accounts, account, about.first());
            saw(sources, source, about.first());
        }
        return true;
    }

    /** Whether each alert of this rule is one token. */
    private static boolean isOfForgedToken(String rule) {
        return FORGED.contains(rule);
    }

    private static String cut(String text) {
        return VisibleText.cut(text, KeyName.MOST_BYTES);
    }

    private static @Nullable Fingerprint fingerprint(String text) {
        return text.isEmpty() ? null : Fingerprint.of(text);
    }

    /** What it comes to so far. */
    AlertFacts facts() {
        Tally tally = new Tally();
        alerts.forEach(tally::add);
        boolean exact = alerts.entrySet().stream()
                .allMatch(rule -> rule.getValue().isExact() || !isOfForgedToken(rule.getKey()));
        return new AlertFacts(
                Map.copyOf(lines),
                canaryLines,
                exact,
                tally.rules,
                tally.forged,
                exact ? tally.accounts() : Arrivals.of(accounts, true),
                exact ? tally.sources() : Arrivals.of(sources, true),
                tally.tokensAt,
                tally.keys,
                keys.overflowed,
                tally.endpoints,
                endpoints.overflowed);
    }

    /** How many alerts, accounts and sources are held, whatever was read. */
    int held() {
        return alerts.values().stream().mapToInt(rule -> rule.values().size()).sum()
                + accounts.values().size()
                + sources.values().size();
    }

    private static void saw(Sample<Long> members, @Nullable Fingerprint member, long time) {
        if (member != null) {
            members.merge(member, time, Math::min);
        }
    }

    /**
     * Names that many alerts have in common, each held once. A stranger can name as many as he likes: those that come when the
     * bound is reached are all called alike.
     */
    private static final class Shared<N> {
        private final Map<N, N> held = new HashMap<>();
        private final int most;
        private final N other;
        private boolean overflowed;

        Shared(int most, N other) {
            this.most = most;
            this.other = other;
        }

        N of(N name) {
            overflowed |= held.size() >= most && !held.containsKey(name);
            return held.size() < most ? held.computeIfAbsent(name, same -> same) : held.getOrDefault(name, other);
        }
    }

    /**
     * What is kept of an alert. Event times, epoch ms.
     *
     * @param accuses whether it accuses a token by what its rule and its verdict say
     * @param rollUp whether it stands for more alerts than were written singly
     * @param count accesses, as far as it has counted them
     * @param verified whether a use's signature is known good
     * @param endpoint path template of the first use; empty where no path was logged
     * @param account first half of the fingerprint; 0 for none
     * @param source the same
     */
    private record About(
            Standing standing,
            boolean accuses,
            boolean rollUp,
            long first,
            long last,
            long count,
            boolean verified,
            KeyName key,
            String endpoint,
            long account,
            long source) {
        /** Whether it is one token that its issuer never made so, and nothing has explained it. */
        boolean isForgedToken() {
            return accuses && !rollUp && standing.counts();
        }
    }

    /** Adds up alerts as they stand, a rule at a time. */
    private static final class Tally {
        private final SortedMap<String, RuleCount> rules = new TreeMap<>();
        private final Map<KeyName, Span> keys = new HashMap<>();
        private final Map<String, Long> endpoints = new HashMap<>();
        private final Map<Long, Long> accounts = new HashMap<>();
        private final Map<Long, Long> sources = new HashMap<>();
        private final SortedMap<Long, Uses> tokensAt = new TreeMap<>();
        private Forged forged = Forged.NONE;

        /** The alerts of one rule that were followed. */
        void add(String rule, Sample<About> alerts) {
            Map<Standing, Long> standing = new EnumMap<>(Standing.class);
            long scale = alerts.scale();
            long tokens = 0;
            long verified = 0;
            long accesses = 0;
            long rollUps = 0;
            for (About alert : alerts.values()) {
                standing.merge(alert.standing(), 1L, Long::sum);
                if (alert.rollUp() && alert.standing().counts()) {
                    rollUps++;
                }
                if (alert.isForgedToken()) {
                    tokens++;
                    verified += alert.verified() ? 1 : 0;
                    accesses += alert.count() * scale;
                    token(alert, scale);
                }
            }
            rules.put(rule, new RuleCount(standing, scale));
            Count all = Sample.estimate(tokens, scale);
            boolean altered = rule.equals(Rule.TOKEN_ALTERED.id());
            forged = forged.plus(new Forged(
                    altered ? Count.NONE : all,
                    altered ? all : Count.NONE,
                    Sample.estimate(verified, scale),
                    accesses,
                    Sample.estimate(rollUps, scale)));
        }

        private void token(About alert, long scale) {
            keys.merge(
                    alert.key(),
                    new Span(alert.first(), alert.last(), scale, alert.verified() ? scale : 0),
                    Span::plus);
            if (!alert.endpoint().isEmpty()) {
                endpoints.merge(alert.endpoint(), scale, Long::sum);
            }
            saw(accounts, alert.account(), alert.first());
            saw(sources, alert.source(), alert.first());
            tokensAt.merge(alert.first(), new Uses(scale, alert.count() * scale), Uses::plus);
        }

        Arrivals accounts() {
            return Arrivals.exact(accounts.values());
        }

        Arrivals sources() {
            return Arrivals.exact(sources.values());
        }

        private static void saw(Map<Long, Long> members, long member, long time) {
            if (member != 0) {
                members.merge(member, time, Math::min);
            }
        }
    }
}

package org.forgedtoken.detector.report;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.Involved.PathTemplate;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.ocsf.AlertJson.WrittenAlert;
import org.forgedtoken.detector.ocsf.Standing;
import org.forgedtoken.detector.report.AlertFacts.Arrivals;
import org.forgedtoken.detector.report.AlertFacts.Forged;
import org.forgedtoken.detector.report.AlertFacts.KeyName;
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
    private long lines;
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
        lines++;
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
        SortedMap<String, AlertFacts.RuleCount> found = new TreeMap<>();
        Map<KeyName, AlertFacts.Span> named = new HashMap<>();
        Map<String, Long> used = new HashMap<>();
        Map<Long, Long> accountsAt = new HashMap<>();
        Map<Long, Long> sourcesAt = new HashMap<>();
        SortedMap<Long, AlertFacts.Uses> tokensAt = new TreeMap<>();
        Forged forged = Forged.NONE;
        boolean exact = true;
        for (Map.Entry<String, Sample<About>> rule : alerts.entrySet()) {
            Collection<About> followed = rule.getValue().values();
            long scale = rule.getValue().scale();
            exact &= rule.getValue().isExact() || !isOfForgedToken(rule.getKey());
            found.put(
                    rule.getKey(),
                    new AlertFacts.RuleCount(
                            followed.stream().collect(Collectors.groupingBy(About::standing, Collectors.counting())),
                            scale));
            List<About> tokens = followed.stream().filter(About::isForgedToken).toList();
            forged = forged.plus(Forged.of(
                    rule.getKey(),
                    Sample.estimate(tokens.size(), scale),
                    Sample.estimate(tokens.stream().filter(About::verified).count(), scale),
                    scale * tokens.stream().mapToLong(About::count).sum(),
                    Sample.estimate(
                            followed.stream().filter(About::isStandingRollUp).count(), scale)));
            for (About token : tokens) {
                long verified = token.verified() ? scale : 0;
                named.merge(
                        token.key(),
                        new AlertFacts.Span(token.first(), token.last(), scale, verified),
                        AlertFacts.Span::plus);
                used.merge(token.endpoint(), scale, Long::sum);
                accountsAt.merge(token.account(), token.first(), Math::min);
                sourcesAt.merge(token.source(), token.first(), Math::min);
                tokensAt.merge(token.first(), new AlertFacts.Uses(scale, token.count() * scale), AlertFacts.Uses::plus);
            }
        }
        used.remove("");
        accountsAt.remove(0L);
        sourcesAt.remove(0L);
        return new AlertFacts(
                lines,
                canaryLines,
                exact,
                found,
                forged,
                exact ? Arrivals.exact(accountsAt.values()) : Arrivals.of(accounts),
                exact ? Arrivals.exact(sourcesAt.values()) : Arrivals.of(sources),
                tokensAt,
                named,
                keys.overflowed,
                used,
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

        boolean isStandingRollUp() {
            return rollUp && standing.counts();
        }
    }
}

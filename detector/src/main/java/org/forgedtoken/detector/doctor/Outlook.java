package org.forgedtoken.detector.doctor;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.judge.JudgePolicy;
import org.forgedtoken.detector.rule.AbsenceRule;
import org.forgedtoken.detector.rule.AbsenceRule.Decision;
import org.forgedtoken.detector.rule.IssuerHabit;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.step.TokenEvent;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of the tokens in use, by the rule by which JUDGE goes, as if both feeds had ended with the sample. Nothing
 * is told of any single token.
 */
final class Outlook {
    /** Of all tokens in use, or of those of one issuer. */
    static final class Fates {
        long tokens;
        /** Their issuance is in the sample. */
        long found;
        /** It is not, though the sample holds the whole time in which it must be. */
        long absent;

        private final Map<Undetermined, Long> undetermined = new EnumMap<>(Undetermined.class);

        long of(Undetermined reason) {
            return undetermined.getOrDefault(reason, 0L);
        }

        /** Those of which a verdict is possible, now or once the feeds have come so far. */
        long judgeable() {
            return tokens - of(Undetermined.ISSUER) - of(Undetermined.IDENTITY) - of(Undetermined.KIND);
        }
    }

    final Fates all = new Fates();
    /** By issuer, as the tokens in use say: of those that the sample tells apart. */
    final Map<String, Fates> byIssuer = new TreeMap<>();
    /** By how much tokens were used before they were issued, ms: of those that were. */
    final List<Long> early = new ArrayList<>();

    long withAccount;
    long accountListed;

    private final Sample sample;
    private final TokenIdentity identity;
    private final AbsenceRule rule;

    Outlook(Sample sample) {
        this.sample = sample;
        this.identity = sample.settings.identity();
        boolean hasKeys = sample.feed(Feed.KEYS).records > 0;
        boolean hasAccounts = sample.feed(Feed.ACCOUNTS).records > 0;
        this.rule =
                new JudgePolicy(sample.settings, sample.formats.issuance().kinds(), hasKeys, hasAccounts, 0).absence();
        sample.used.keySet().forEach(issuer -> byIssuer.put(issuer, new Fates()));
        sample.uses.forEach(this::use);
    }

    private void use(TokenEvent.Used use) {
        TokenClaims token = use.claims().of(sample.carried.judgedAs(use.claims().issuer()));
        long time = use.access().time();
        TokenKey stated = identity.keyOf(token);
        TokenKey key = stated == null ? TokenKey.ofWhatIsStated(token) : stated;
        long issuedAt = sample.issuedAt(key);
        long begins = Times.either(issuedAt, token.issuedAt());
        if (Times.known(begins) && begins > time) {
            early.add(begins - time);
        }
        if (token.account() != null) {
            withAccount++;
            accountListed += sample.accounts.contains(token.account()) ? 1 : 0;
        }
        Decision decision =
                decision(key, token, time, use.access().presentation().claimedKind());
        boolean found = Times.known(issuedAt);
        count(all, found, decision);
        Fates ofIssuer = byIssuer.get(use.claims().issuer());
        if (ofIssuer != null) {
            count(ofIssuer, found, decision);
        }
    }

    private Decision decision(TokenKey key, TokenClaims token, long time, @Nullable String kind) {
        Coverage coverage = sample.coverage;
        boolean isKeyedAlike = coverage.facts(token.issuer()).isKeyedBy(key.kind(), Long.MAX_VALUE);
        return coverage.carries(token.issuer()) && !isKeyedAlike
                ? new Decision.Undecided(Undetermined.IDENTITY)
                : rule.decide(key.kind(), token, time, kind, IssuerHabit.NONE, coverage, Long.MAX_VALUE, true);
    }

    private static void count(Fates fates, boolean found, Decision decision) {
        fates.tokens++;
        if (found) {
            fates.found++;
        } else if (decision instanceof Decision.Undecided undecided) {
            fates.undetermined.merge(undecided.reason(), 1L, Long::sum);
        } else {
            fates.absent++;
        }
    }
}

package org.forgedtoken.detector.doctor;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.judge.JudgePolicy;
import org.forgedtoken.detector.rule.AbsenceRule;
import org.forgedtoken.detector.rule.AbsenceRule.Decision;
import org.forgedtoken.detector.rule.IssuerHabit;
import org.forgedtoken.detector.rule.Undetermined;

/**
 * What can be said of the tokens in use, by the rule by which JUDGE goes, as if both feeds had ended with the sample. Nothing
 * is told of any single token.
 */
public final class Outlook {
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
    public final List<Long> early = new ArrayList<>();

    long withAccount;
    long accountListed;

    private final Sample sample;
    private final TokenIdentity identity;
    private final AbsenceRule rule;

    Outlook(Sample sample) {
        this.sample = sample;
        this.identity = sample.settings.identity();
        this.rule = new JudgePolicy(sample.settings, sample.formats.issuance().kinds(), false, false, 0).absence();
        sample.used.keySet().forEach(issuer -> byIssuer.put(issuer, new Fates()));
        sample.uses.forEach(this::use);
    }

    private void use(Sample.Use use) {
        String issuer = use.token().issuer();
        TokenClaims token = use.token().of(sample.carried.judgedAs(issuer));
        TokenKey stated = identity.keyOf(token);
        TokenKey key = stated == null ? TokenKey.ofWhatIsStated(token) : stated;
        long issuedAt = sample.issuedAt(key);
        long begins = Times.either(issuedAt, token.issuedAt());
        if (Times.known(begins) && begins > use.time()) {
            early.add(begins - use.time());
        }
        if (token.account() != null) {
            withAccount++;
            accountListed += sample.accounts.contains(token.account()) ? 1 : 0;
        }
        boolean found = Times.known(issuedAt);
        Decision decision = rule.decide(
                key.kind(), token, use.time(), use.kind(), IssuerHabit.NONE, sample.coverage, Long.MAX_VALUE, true);
        count(all, found, decision);
        Fates ofIssuer = byIssuer.get(issuer);
        if (ofIssuer != null) {
            count(ofIssuer, found, decision);
        }
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

package org.forgedtoken.detector.report;

import java.util.Set;
import org.forgedtoken.detector.alert.PathTemplate;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.ocsf.WrittenAlert;
import org.forgedtoken.detector.ocsf.WrittenFinding.Standing;
import org.forgedtoken.detector.report.AlertFacts.KeyName;
import org.forgedtoken.detector.report.Sample.Fingerprint;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an alert. Event times, epoch ms.
 *
 * @param issued whether its verdict is that the token was issued
 * @param rollUp whether it stands for more alerts than were written singly
 * @param count accesses, as far as it has counted them
 * @param verified whether a use's signature is known good
 * @param endpoint path template of the first use; empty where no path was logged
 * @param account first half of the fingerprint; 0 for none
 * @param source the same
 */
record About(
        String rule,
        Standing standing,
        boolean issued,
        boolean rollUp,
        long first,
        long last,
        long count,
        boolean verified,
        KeyName key,
        String endpoint,
        long account,
        long source) {
    /** The rules whose alerts are one forged token each. */
    private static final Set<String> FORGED = Set.of(Rule.TOKEN_NEVER_ISSUED.id(), Rule.TOKEN_ALTERED.id());

    /** @param account null: the token claims none; {@code source} likewise */
    static About of(
            WrittenAlert alert,
            Names<String> rules,
            Names<KeyName> keys,
            Names<String> endpoints,
            @Nullable Fingerprint account,
            @Nullable Fingerprint source) {
        String template = PathTemplate.of(alert.path());
        return new About(
                rules.shared(cut(alert.rule())),
                alert.standing(),
                alert.verdict().equals(Verdict.ISSUED.name()),
                alert.isRollUp(),
                alert.first(),
                alert.last(),
                alert.count(),
                alert.isVerified(),
                keys.shared(new KeyName(cut(alert.issuer()), cut(alert.keyId()))),
                endpoints.shared(template == null ? "" : cut(template)),
                account == null ? 0 : account.high(),
                source == null ? 0 : source.high());
    }

    /** Whether each alert of this rule is one token. */
    static boolean isOfForgedToken(String rule) {
        return FORGED.contains(rule);
    }

    /** Whether it is one token that its issuer never made so, and nothing has explained it. */
    boolean isForgedToken() {
        return isOfForgedToken(rule) && !issued && !rollUp && standing.counts();
    }

    private static String cut(String text) {
        return VisibleText.cut(text, KeyName.MOST_BYTES);
    }
}

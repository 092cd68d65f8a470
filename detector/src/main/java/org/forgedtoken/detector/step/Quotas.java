package org.forgedtoken.detector.step;

import java.util.function.Predicate;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Verdict;

/**
 * What an attacker names cannot multiply alerts without end: of a rule whose alerts are not about tokens, so many are
 * written singly in a stretch of event time; of token alerts, so many of one incident. One roll-up alert carries the
 * rest: of an incident's token alerts, one a rule and task, since these are spread over all tasks that group, each of
 * which has an equal share of what may be written singly. Half of those of an hour is reserved for verified uses: garbage
 * must not take the place of a forgery.
 */
public final class Quotas {
    public static final long UNCAPPED = Long.MAX_VALUE;

    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    /** Of a rule whose alerts are not about tokens. */
    public static final int AN_HOUR = 100;

    private static final int UNCOVERED_ISSUERS_A_DAY = 20;
    private static final String UNVERIFIED = "/unverified";

    private final Store<Long> written;
    private final int task;
    private final long ofIncident;
    private final long loose;

    /**
     * @param ofIncident so many token alerts of one incident are written singly; {@link #UNCAPPED}: all of everything
     * @param loose so many token alerts of one rule an hour that belong to no incident, of tokens that nobody has issued
     */
    public Quotas(int task, Store<Long> written, long ofIncident, long loose) {
        this.task = task;
        this.written = written;
        this.ofIncident = ofIncident;
        this.loose = loose;
    }

    /**
     * The alert under which a use is told: its own, or the roll-up. Of what was issued there can be no more alerts than its
     * issuer has issued tokens; else whoever names an issuer that nobody covers could have one for each token.
     *
     * @param exists whether an alert of this uid has been opened
     */
    public AlertKey admit(Finding.Use use, Predicate<String> exists) {
        AlertKey key = use.key();
        String incident = Membership.uid(use.incident());
        if (ofIncident == UNCAPPED || isCapped(key.rule()) || exists.test(key.uid())) {
            return admit(key, use.first(), isVerified(use), exists);
        }
        if (incident != null) {
            return single(key, "incident@" + incident, ofIncident, true, incident + '/' + task);
        }
        long start = Math.floorDiv(use.first(), HOUR) * HOUR;
        return use.evidence().verdict() == Verdict.UNDETERMINED
                ? single(key, key.rule().id() + '@' + start, loose, isVerified(use), start + "/" + task)
                : key;
    }

    /** A rule of bad signatures alone has no verified uses to keep room for. */
    private static boolean isVerified(Finding.Use use) {
        return Times.known(use.verifiedAt()) || use.key().rule() == Rule.TOKEN_SIGNATURE_INVALID;
    }

    /**
     * The alert under which something is told that is not about a token: its own, or the roll-up.
     *
     * @param time event time, epoch ms
     * @param exists whether an alert of this uid has been opened
     */
    public AlertKey admit(AlertKey key, long time, Predicate<String> exists) {
        return admit(key, time, true, exists);
    }

    private AlertKey admit(AlertKey key, long time, boolean verified, Predicate<String> exists) {
        Rule rule = key.rule();
        if (ofIncident == UNCAPPED || !isCapped(rule) || exists.test(key.uid())) {
            return key;
        }
        // of a published key that signs for another issuer there is one alert, whatever issuers are named
        boolean isDaily = rule == Rule.ISSUER_UNCOVERED && !TokenKey.isOfSigningKey(key.entity());
        long length = isDaily ? DAY : HOUR;
        long most = isDaily ? UNCOVERED_ISSUERS_A_DAY : AN_HOUR;
        long start = Math.floorDiv(time, length) * length;
        return single(key, rule.id() + '@' + start, most, verified || isDaily, Long.toString(start));
    }

    /** @param verified whether it may take the half that is reserved for verified uses */
    private AlertKey single(AlertKey key, String quota, long most, boolean verified, String rollUp) {
        String others = quota + UNVERIFIED;
        boolean hasRoom = count(quota) < most && (verified || count(others) < (most + 1) / 2);
        if (!hasRoom) {
            return new AlertKey(key.rule(), "roll-up@" + rollUp);
        }
        written.put(quota, count(quota) + 1);
        if (!verified) {
            written.put(others, count(others) + 1);
        }
        return key;
    }

    private long count(String quota) {
        Long count = written.get(quota);
        return count == null ? 0 : count;
    }

    /** Whether the rule's alerts go through one task, which counts them. */
    public static boolean isCapped(Rule rule) {
        return !rule.accusesToken() || rule == Rule.TOKEN_WITHOUT_ID;
    }
}

package org.forgedtoken.detector.step;

import java.util.function.Predicate;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * What an attacker names cannot multiply alerts without end: of a rule whose alerts are not about tokens, so many are
 * written singly in a stretch of event time; of token alerts, so many of one incident. One roll-up alert carries the
 * rest: of an incident's token alerts, one a rule and task, since these are spread over all tasks that group, each of
 * which has an equal share of what may be written singly.
 */
public final class Quotas {
    static final long UNCAPPED = Long.MAX_VALUE;

    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final int AN_HOUR = 100;
    private static final int UNCOVERED_ISSUERS_A_DAY = 20;

    private final Store<Long> written;
    private final int task;
    private final long ofIncident;

    /** @param ofIncident so many token alerts of one incident are written singly; {@link #UNCAPPED}: all of everything */
    Quotas(int task, Store<Long> written, long ofIncident) {
        this.task = task;
        this.written = written;
        this.ofIncident = ofIncident;
    }

    /**
     * The alert under which this finding is told: its own, or the roll-up.
     *
     * @param time event time, epoch ms
     * @param incident the uid of the incident to which the finding belongs, or null
     * @param exists whether an alert of this uid has been opened
     */
    AlertKey admit(AlertKey key, long time, @Nullable String incident, Predicate<String> exists) {
        Rule rule = key.rule();
        if (ofIncident == UNCAPPED || exists.test(key.uid())) {
            return key;
        }
        if (!isCapped(rule)) {
            return incident == null ? key : single(key, "incident@" + incident, ofIncident, incident + '/' + task);
        }
        long length = rule == Rule.ISSUER_UNCOVERED ? DAY : HOUR;
        long most = rule == Rule.ISSUER_UNCOVERED ? UNCOVERED_ISSUERS_A_DAY : AN_HOUR;
        long start = Math.floorDiv(time, length) * length;
        return single(key, rule.id() + '@' + start, most, Long.toString(start));
    }

    private AlertKey single(AlertKey key, String quota, long most, String rollUp) {
        Long count = written.get(quota);
        if (count != null && count >= most) {
            return new AlertKey(key.rule(), "roll-up@" + rollUp);
        }
        written.put(quota, count == null ? 1L : count + 1);
        return key;
    }

    /** Whether the rule's alerts go through one task, which counts them. */
    public static boolean isCapped(Rule rule) {
        return !rule.accusesToken() || rule == Rule.TOKEN_WITHOUT_ID;
    }
}

package org.forgedtoken.detector.step;

import java.util.function.Predicate;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.rule.Rule;

/**
 * What an attacker names cannot multiply alerts without end: of a rule whose alerts are not about tokens, so many are
 * written singly in a stretch of event time; one roll-up alert carries the rest.
 */
public final class Quotas {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final int AN_HOUR = 100;
    private static final int UNCOVERED_ISSUERS_A_DAY = 20;

    private final Store<Long> written;
    private final boolean capped;

    Quotas(Store<Long> written, boolean capped) {
        this.written = written;
        this.capped = capped;
    }

    /**
     * The alert under which this finding is told: its own, or the roll-up.
     *
     * @param time event time, epoch ms
     * @param exists whether an alert of this uid has been opened
     */
    AlertKey admit(AlertKey key, long time, Predicate<String> exists) {
        Rule rule = key.rule();
        if (!capped || !isCapped(rule) || exists.test(key.uid())) {
            return key;
        }
        long length = rule == Rule.ISSUER_UNCOVERED ? DAY : HOUR;
        long most = rule == Rule.ISSUER_UNCOVERED ? UNCOVERED_ISSUERS_A_DAY : AN_HOUR;
        long start = Math.floorDiv(time, length) * length;
        String stretch = rule.id() + '@' + start;
        Long count = written.get(stretch);
        if (count != null && count >= most) {
            return new AlertKey(rule, "roll-up@" + start);
        }
        written.put(stretch, count == null ? 1L : count + 1);
        return key;
    }

    /** Whether the rule's alerts go through one task, which counts them. */
    public static boolean isCapped(Rule rule) {
        return !rule.accusesToken() || rule == Rule.TOKEN_WITHOUT_ID;
    }
}

package org.forgedtoken.detector.replay;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.AlertState.Written;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.step.Store;

/**
 * The alerts of one rule, as they stand at the end: created = open + withdrawn + over.
 *
 * @param withdrawn the accusation has fallen
 * @param over closed since what it told of has ended
 */
record AlertCounts(long created, long open, long withdrawn, long over) {
    private static final AlertCounts NONE = new AlertCounts(0, 0, 0, 0);

    /** Of every rule that has any, by its name. */
    static SortedMap<String, AlertCounts> of(Store<AlertState> alerts) {
        Map<Rule, AlertCounts> byRule = new EnumMap<>(Rule.class);
        alerts.forEach((uid, alert) -> {
            Written written = alert.written();
            if (written != null) {
                Rule rule = alert.key().rule();
                byRule.put(rule, byRule.getOrDefault(rule, NONE).plus(written));
            }
        });
        SortedMap<String, AlertCounts> named = new TreeMap<>();
        byRule.forEach((rule, counts) -> named.put(rule.id(), counts));
        return named;
    }

    private AlertCounts plus(Written alert) {
        StatusDetail closed = alert.closed();
        boolean fallen = closed == StatusDetail.LATE_ISSUANCE || closed == StatusDetail.LATE_RECORD;
        return new AlertCounts(
                created + 1,
                open + (closed == null ? 1 : 0),
                withdrawn + (fallen ? 1 : 0),
                over + (closed != null && !fallen ? 1 : 0));
    }
}

package org.forgedtoken.detector.group;

import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.step.IncidentEvent;
import org.jspecify.annotations.Nullable;

/**
 * An alert of an incident, as it was last written.
 *
 * @param count accesses that the alert speaks of
 * @param fallen why it counts no longer, or that somebody expects it; null where it counts
 */
public record ShareMemory(
        Rule rule,
        Severity severity,
        long count,
        long first,
        long last,
        @Nullable StatusDetail fallen) {

    static ShareMemory of(IncidentEvent.Stands alert) {
        return new ShareMemory(
                alert.rule(), alert.severity(), alert.count(), alert.first(), alert.last(), alert.fallen());
    }

    ShareMemory fallen(StatusDetail reason) {
        return new ShareMemory(rule, severity, count, first, last, reason);
    }

    boolean isExpected() {
        return fallen == StatusDetail.ANALYST;
    }
}

package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one alert of an incident, besides its rows.
 *
 * @param severity null while the alert has not been written
 * @param count accesses that the alert speaks of
 * @param fallen why it counts no longer; null where it does
 */
public record ShareMemory(
        Rule rule,
        @Nullable Membership incident,
        @Nullable Severity severity,
        boolean verified,
        long count,
        long first,
        long last,
        @Nullable StatusDetail fallen) {}

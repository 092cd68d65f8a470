package org.forgedtoken.detector.web.board;

import java.util.Locale;
import java.util.Set;

/**
 * Which alerts are asked for; what is empty asks for nothing in particular.
 *
 * @param text what one of the alert's texts contains, in letters of any case
 * @param rules by id
 * @param severities OCSF {@code severity_id}
 * @param statuses OCSF {@code status_id}
 * @param incident uid of the incident that they belong to
 * @param since written then or later, epoch ms
 * @param until written then or earlier, epoch ms
 */
public record AlertFilter(
        String text,
        Set<String> rules,
        Set<Integer> severities,
        Set<Integer> statuses,
        String incident,
        long since,
        long until) {

    /** All alerts. */
    public static final AlertFilter ALL =
            new AlertFilter("", Set.of(), Set.of(), Set.of(), "", Long.MIN_VALUE, Long.MAX_VALUE);

    public AlertFilter {
        text = text.toLowerCase(Locale.ROOT);
        rules = Set.copyOf(rules);
        severities = Set.copyOf(severities);
        statuses = Set.copyOf(statuses);
    }

    /** The cheap questions first. */
    boolean matches(Held alert) {
        return alert.time() >= since
                && alert.time() <= until
                && (incident.isEmpty() || incident.equals(alert.incident()))
                && (severities.isEmpty() || severities.contains(alert.severity()))
                && (statuses.isEmpty() || statuses.contains(alert.status()))
                && (rules.isEmpty() || rules.contains(alert.rule()))
                && alert.words().contains(text);
    }
}

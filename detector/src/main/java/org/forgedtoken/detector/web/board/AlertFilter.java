package org.forgedtoken.detector.web.board;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which alerts are asked for; what is empty asks for nothing in particular.
 *
 * @param text what one of the alert's texts contains, in letters of any case
 * @param rules by id
 * @param severities OCSF {@code severity_id}
 * @param statuses OCSF {@code status_id}
 * @param named what they name, exactly; of a source any address will do
 * @param since written then or later, epoch ms
 * @param until written then or earlier, epoch ms
 */
public record AlertFilter(
        String text,
        Set<String> rules,
        Set<Integer> severities,
        Set<Integer> statuses,
        Map<Facet, String> named,
        long since,
        long until) {

    /** All alerts. */
    public static final AlertFilter ALL =
            new AlertFilter("", Set.of(), Set.of(), Set.of(), Map.of(), Long.MIN_VALUE, Long.MAX_VALUE);

    public AlertFilter {
        text = text.toLowerCase(Locale.ROOT);
        rules = Set.copyOf(rules);
        severities = Set.copyOf(severities);
        statuses = Set.copyOf(statuses);
        named = named.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        name -> name.getKey() == Facet.SOURCE
                                ? Held.counted(name.getValue(), name.getValue())
                                : name.getValue()));
    }

    /** All that name this. */
    static AlertFilter naming(Facet facet, String name) {
        return new AlertFilter("", Set.of(), Set.of(), Set.of(), Map.of(facet, name), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** The cheap questions first. */
    boolean matches(Held alert) {
        return alert.time() >= since
                && alert.time() <= until
                && named.entrySet().stream()
                        .allMatch(name -> name.getKey().of(alert).equals(name.getValue()))
                && (severities.isEmpty() || severities.contains(alert.severity()))
                && (statuses.isEmpty() || statuses.contains(alert.status()))
                && (rules.isEmpty() || rules.contains(Facet.RULE.of(alert)))
                && alert.words().contains(text);
    }

    /** What alerts have in common: by each of these they are searched, sorted and counted. */
    public enum Facet {
        RULE,
        ACCOUNT,
        /** As sources are counted, an IPv6 one by its network. */
        SOURCE,
        /** Its id: keys of two issuers may share one. */
        KEY,
        /** Its uid. */
        INCIDENT;

        /** What the alert names; empty where it names none. */
        String of(Held alert) {
            return alert.names().getOrDefault(this, "");
        }

        /** As in addresses and answers. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

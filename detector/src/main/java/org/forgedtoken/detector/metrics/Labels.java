package org.forgedtoken.detector.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every value that a label may take, fixed before the first record is read: an attacker writes the records.
 *
 * @param outcomes by feed
 * @param deadLetterReasons of every feed
 */
public record Labels(
        Map<String, List<String>> outcomes,
        List<String> deadLetterReasons,
        List<String> verdicts,
        List<String> undeterminedReasons,
        List<String> rules,
        List<String> severities,
        List<String> activities,
        List<String> incidentKinds,
        List<String> actions,
        List<String> regimes) {
    /** What block entries are of: see the keys of the block list. */
    private static final List<String> BLOCK_KINDS = List.of("digest", "key", "token");

    /** The activity of a create that sets an earlier one right. */
    private static final String CORRECTION = "correction";

    public Labels {
        outcomes = Map.copyOf(outcomes);
        deadLetterReasons = List.copyOf(deadLetterReasons);
        verdicts = List.copyOf(verdicts);
        undeterminedReasons = List.copyOf(undeterminedReasons);
        rules = List.copyOf(rules);
        severities = List.copyOf(severities);
        activities = List.copyOf(activities);
        incidentKinds = List.copyOf(incidentKinds);
        actions = List.copyOf(actions);
        regimes = List.copyOf(regimes);
    }

    /** Every combination of label values with which the meter exists, each in the order of the meter's labels. */
    public List<List<String>> of(Meter meter) {
        return switch (meter) {
            case RECORDS ->
                outcomes.entrySet().stream()
                        .flatMap(feed -> feed.getValue().stream().map(outcome -> List.of(feed.getKey(), outcome)))
                        .toList();
            case DEAD_LETTERS -> product(List.copyOf(outcomes.keySet()), deadLetterReasons);
            case VERDICTS -> product(verdicts);
            case UNDETERMINED_TOKENS -> product(undeterminedReasons);
            case ALERTS ->
                product(
                        rules,
                        severities,
                        Stream.concat(activities.stream(), Stream.of(CORRECTION))
                                .toList());
            case ALERTS_WITHDRAWN -> product(rules);
            case INCIDENTS -> product(incidentKinds, activities);
            case OPEN_INCIDENTS -> product(incidentKinds);
            case BLOCK_ENTRIES -> product(BLOCK_KINDS);
            case ACTIONS ->
                Stream.concat(product(actions, List.of("accepted")).stream(), Stream.of(List.of("unknown", "refused")))
                        .toList();
            case INCIDENT_DEADLINE -> product(regimes);
            case PENDING_TOKENS,
                    LEDGER_TOKENS,
                    COVERAGE_LAG,
                    ISSUANCE_DELAY,
                    DETECTION_LATENCY,
                    DECISION,
                    CANARY_LAST_SUCCESS,
                    READY -> product();
            // Told by the topology, once there is one: Meters.step.
            case STEP_INPUT -> List.of();
        };
    }

    @SafeVarargs
    private static List<List<String>> product(List<String>... values) {
        List<List<String>> all = List.of(List.of());
        for (List<String> label : values) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> before : all) {
                for (String value : label) {
                    List<String> one = new ArrayList<>(before);
                    one.add(value);
                    longer.add(List.copyOf(one));
                }
            }
            all = longer;
        }
        return all;
    }
}

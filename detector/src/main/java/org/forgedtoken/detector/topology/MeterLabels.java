package org.forgedtoken.detector.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.IncidentKind;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.reading.RejectReason;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.step.Outcome;

/** Every value that a meter's label takes, from the enums that bear it, fixed before the first record is read. */
public final class MeterLabels {
    private MeterLabels() {}

    /**
     * Every combination of label values with which a meter exists, each in the order of the meter's labels.
     *
     * @param regimes under which incidents must be reported, from the settings
     */
    public static Map<Meter, List<List<String>>> all(Collection<String> regimes) {
        Map<Meter, List<List<String>>> all = new EnumMap<>(Meter.class);
        for (Meter meter : Meter.values()) {
            if (meter.labels().isEmpty()) {
                all.put(meter, List.of(List.of()));
            }
        }
        List<List<String>> records = new ArrayList<>();
        for (Feed feed : Feed.values()) {
            Outcome.of(feed).forEach(outcome -> records.add(List.of(feed.label(), outcome.label())));
        }
        List<String> rules = of(Rule.values(), Rule::id);
        List<String> activities = of(Activity.values(), Activity::label);
        List<String> counted = new ArrayList<>(activities);
        counted.add(Alert.CORRECTION);
        List<String> kinds = of(IncidentKind.values(), IncidentKind::label);
        List<List<String>> actions = product(of(AnalystAction.Kind.values(), MeterLabels::label), List.of("accepted"));
        actions.add(List.of("unknown", "refused"));
        all.put(Meter.RECORDS, records);
        List<List<String>> deadLetters =
                product(of(Feed.values(), Feed::label), of(RejectReason.values(), RejectReason::label));
        // of notifications, which no feed brings
        deadLetters.add(List.of("notify", "refused"));
        deadLetters.add(List.of("notify", "unanswered"));
        all.put(Meter.DEAD_LETTERS, deadLetters);
        all.put(Meter.NOTIFICATIONS, product(List.of("accepted", "retried", "dead-letter")));
        all.put(Meter.VERDICTS, product(of(Verdict.values(), MeterLabels::label)));
        all.put(Meter.UNDETERMINED_TOKENS, product(of(Undetermined.values(), Undetermined::label)));
        all.put(Meter.ALERTS, product(rules, of(Severity.values(), Severity::label), counted));
        all.put(Meter.ALERTS_WITHDRAWN, product(rules));
        all.put(Meter.INCIDENTS, product(kinds, activities));
        all.put(Meter.OPEN_INCIDENTS, product(kinds));
        all.put(Meter.INCIDENT_DEADLINE, product(List.copyOf(regimes)));
        // see the keys of the block list
        all.put(Meter.BLOCK_ENTRIES, product(List.of("digest", "key", "token")));
        all.put(Meter.ACTIONS, actions);
        // told by the topology, once there is one: Meters.step
        all.put(Meter.STEP_INPUT, List.of());
        return all;
    }

    /** A verdict as metrics write it. */
    static String label(Verdict verdict) {
        return verdict.name();
    }

    /** What was decided, as analysts write it. */
    static String label(AnalystAction.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static <E> List<String> of(E[] constants, Function<E, String> label) {
        return Arrays.stream(constants).map(label).toList();
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
                    longer.add(one);
                }
            }
            all = longer;
        }
        return all;
    }
}

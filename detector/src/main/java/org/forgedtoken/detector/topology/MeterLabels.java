package org.forgedtoken.detector.topology;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.IncidentKind;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.metrics.Labels;
import org.forgedtoken.detector.reading.RejectReason;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.step.Outcome;

/** Every value that a meter's label takes, from the enums that bear it. */
public final class MeterLabels {
    private MeterLabels() {}

    /**
     * All of them.
     *
     * @param regimes under which incidents must be reported, from the settings
     */
    public static Labels all(Collection<String> regimes) {
        Map<String, List<String>> outcomes = Arrays.stream(Feed.values())
                .collect(Collectors.toMap(
                        Feed::label,
                        feed -> Outcome.of(feed).stream().map(Outcome::label).toList()));
        return new Labels(
                outcomes,
                of(RejectReason.values(), RejectReason::label),
                of(Verdict.values(), MeterLabels::label),
                of(Undetermined.values(), Undetermined::label),
                of(Rule.values(), Rule::id),
                of(Severity.values(), Severity::label),
                of(Activity.values(), Activity::label),
                of(IncidentKind.values(), IncidentKind::label),
                of(AnalystAction.Kind.values(), MeterLabels::label),
                List.copyOf(regimes));
    }

    /** A verdict as metrics write it: as the contract does. */
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
}

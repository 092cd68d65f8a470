package org.forgedtoken.detector.helm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.MeterLabels;

/** What an expression may ask for: the meters of the catalogues, what the recording rules make of them, and Prometheus' own. */
final class KnownMetrics {
    /** The labels that Prometheus gives to all that it scrapes from a target. */
    private static final Set<String> OF_TARGET = Set.of("job", "instance", "namespace", "pod");

    private final Map<String, Set<String>> labels = new HashMap<>();
    private final Map<String, Set<String>> values = new HashMap<>();

    KnownMetrics() {
        labels.put("up", Set.of());
        labels.put("ALERTS", Set.of("alertname", "alertstate", "severity"));
        Map<Meter, List<List<String>>> all = MeterLabels.all(
                Settings.defaults().get(Catalogue.INCIDENT_REPORTING).keySet());
        for (Meter meter : Meter.values()) {
            own(meter, all.getOrDefault(meter, List.of()));
        }
        for (Meter.Entry meter : Meter.ofKafka()) {
            Set<String> names = new HashSet<>(meter.labels());
            names.add("kafka_version");
            labels.put(meter.id(), names);
        }
        HelmFiles.rules().stream()
                .filter(rule -> rule.has("record"))
                .forEach(rule -> labels.put(
                        rule.get("record").asText(),
                        Set.copyOf(PromQl.of(rule.get("expr").asText()).first())));
    }

    private void own(Meter meter, List<List<String>> all) {
        Set<String> names = Set.copyOf(meter.labels());
        if (meter.entry().type() == Meter.Type.HISTOGRAM) {
            Set<String> bucket = new HashSet<>(names);
            bucket.add("le");
            labels.put(meter.id() + "_bucket", bucket);
            List.of("_count", "_sum", "_max").forEach(ending -> labels.put(meter.id() + ending, names));
            Set<String> ends = meter.entry().buckets().stream()
                    .map(end -> Double.toString(end.toNanos() / 1e9))
                    .collect(Collectors.toSet());
            values.computeIfAbsent("le", label -> new TreeSet<>()).addAll(ends);
        } else {
            labels.put(meter.id(), names);
        }
        for (List<String> one : all) {
            for (int i = 0; i < one.size(); i++) {
                values.computeIfAbsent(meter.labels().get(i), label -> new TreeSet<>())
                        .add(one.get(i));
            }
        }
    }

    /** What of an expression there is not, each in a few words. */
    List<String> unknown(String expression) {
        PromQl promQl = PromQl.of(expression);
        List<String> faults = new ArrayList<>();
        for (PromQl.Selector selector : promQl.selectors()) {
            Set<String> known = labels.get(selector.metric());
            if (known == null) {
                faults.add("no metric " + selector.metric());
                continue;
            }
            for (PromQl.Match match : selector.matchers()) {
                if (!known.contains(match.label()) && !OF_TARGET.contains(match.label())) {
                    faults.add(selector.metric() + " has no label " + match.label());
                } else if (values.containsKey(match.label())) {
                    match.values().stream()
                            .filter(value -> !values.get(match.label()).contains(value))
                            .forEach(value -> faults.add(match.label() + " is never " + value));
                }
            }
        }
        Set<String> there = available(promQl);
        promQl.groupings().stream()
                .filter(label -> !there.contains(label))
                .forEach(label -> faults.add("nothing has a label " + label));
        return faults;
    }

    /** The labels that a text beside the expression may name: those of its outermost sum, else of its metrics. */
    Set<String> shown(String expression) {
        PromQl promQl = PromQl.of(expression);
        return promQl.first().isEmpty() ? available(promQl) : Set.copyOf(promQl.first());
    }

    private Set<String> available(PromQl promQl) {
        Set<String> all = new HashSet<>(OF_TARGET);
        all.addAll(promQl.made());
        promQl.selectors().forEach(selector -> all.addAll(labels.getOrDefault(selector.metric(), Set.of())));
        return all;
    }

    /** Every metric of Kafka that there is. */
    static List<String> ofKafka() {
        return Meter.ofKafka().stream().map(Meter.Entry::id).toList();
    }
}

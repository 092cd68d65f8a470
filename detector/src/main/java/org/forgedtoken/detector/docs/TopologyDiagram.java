package org.forgedtoken.detector.docs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.GlobalStore;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.forgedtoken.detector.topology.StepInput;

/**
 * The topology as a Mermaid diagram of steps, topics and stores: nodes that only pass records on (merges, filters) are
 * left out, so that what stays are the words of the README.
 */
final class TopologyDiagram {
    private static final String REPARTITION = "-repartition";

    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> ids = new LinkedHashMap<>();

    private TopologyDiagram() {}

    static String of(TopologyDescription topology) {
        TopologyDiagram diagram = new TopologyDiagram();
        diagram.lines.add("flowchart LR");
        for (Subtopology part : topology.subtopologies()) {
            part.nodes().stream().sorted(Comparator.comparing(Node::name)).forEach(diagram::node);
        }
        for (GlobalStore everywhere : topology.globalStores()) {
            for (String topic : new TreeSet<>(everywhere.source().topicSet())) {
                everywhere
                        .processor()
                        .stores()
                        .forEach(store -> diagram.edge(diagram.topic(topic), diagram.store(store)));
            }
        }
        return String.join("\n", diagram.lines) + "\n";
    }

    private void node(Node node) {
        if (node instanceof Source source) {
            for (String topic : new TreeSet<>(source.topicSet())) {
                reached(node).forEach(to -> edge(topic(topic), to));
            }
        } else if (node instanceof Processor step && StepInput.STEPS.contains(node.name())) {
            new TreeSet<>(step.stores())
                    .forEach(store -> lines.add("    " + step(step.name()) + " --- " + store(store)));
            reached(node).forEach(to -> edge(step(node.name()), to));
        }
    }

    /** The steps and topics that records of this node reach next. */
    private Set<String> reached(Node node) {
        return StepInput.reached(node)
                .map(next -> next instanceof Sink sink ? topic(sink.topic()) : step(next.name()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void edge(String from, String to) {
        String line = "    " + from + " --> " + to;
        if (!lines.contains(line)) {
            lines.add(line);
        }
    }

    private String topic(String name) {
        String bare = name.endsWith(REPARTITION) ? name.substring(0, name.length() - REPARTITION.length()) : name;
        return named("t", bare, "([", "])");
    }

    private String step(String name) {
        return named("s", name, "[", "]");
    }

    private String store(String name) {
        return named("m", name, "[(", ")]");
    }

    /** The node's id; where it is first used it also says how it looks. */
    private String named(String kind, String name, String open, String close) {
        String id = ids.get(kind + name);
        if (id != null) {
            return id;
        }
        String fresh = kind + (ids.size() + 1);
        ids.put(kind + name, fresh);
        lines.add("    " + fresh + open + '"' + name + '"' + close);
        return fresh;
    }
}

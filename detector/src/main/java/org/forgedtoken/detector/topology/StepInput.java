package org.forgedtoken.detector.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.forgedtoken.detector.topology.Topic.Way;

/**
 * A topic that a step takes its records from. Kafka Streams' own meters know numbers of sub-topologies and names of
 * topics; this says which step that is. A step behind another one in the same task (WRITE) has no topic of its own, and is
 * never further behind than the step that feeds it.
 *
 * @param subtopology the number with which the names of its tasks begin
 * @param topic its full name on the cluster
 */
public record StepInput(String subtopology, String step, String topic) {

    /**
     * All of a topology, read off it.
     *
     * @param applicationId with which the full names of internal topics begin
     */
    public static List<StepInput> of(TopologyDescription topology, Topics topics, String applicationId) {
        Map<String, String> internal = topics.all(Way.INTERNAL).stream()
                .collect(Collectors.toMap(
                        topic -> topic.name() + Topics.REPARTITION,
                        topic -> Topics.internalName(applicationId, topic)));
        Set<String> steps = Step.all().stream().map(Step::name).collect(Collectors.toSet());
        List<StepInput> inputs = new ArrayList<>();
        for (Subtopology part : topology.subtopologies()) {
            for (Node node : part.nodes()) {
                if (node instanceof Source source) {
                    for (String topic : source.topicSet()) {
                        reached(node, steps)
                                .forEach(step -> inputs.add(new StepInput(
                                        Integer.toString(part.id()), step, internal.getOrDefault(topic, topic))));
                    }
                }
            }
        }
        Function<StepInput, String> place = input -> input.subtopology() + ' ' + input.topic();
        return inputs.stream().sorted(Comparator.comparing(place)).toList();
    }

    /** The steps that the node's records come to first. */
    private static Set<String> reached(Node node, Set<String> steps) {
        Set<String> reached = new TreeSet<>();
        for (Node next : node.successors()) {
            if (steps.contains(next.name())) {
                reached.add(next.name());
            } else {
                reached.addAll(reached(next, steps));
            }
        }
        return reached;
    }
}

package org.forgedtoken.detector.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Sink;
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
    /** The steps, in the order of the flow: the same words in the code, the topology, the docs and the dashboards. */
    public static final List<String> STEPS = List.of(
            "READ", "JUDGE", "WATCH-ACCOUNTS", "WATCH-SOURCES", "GROUP", "INCIDENTS", "WRITE-INCIDENTS", "WRITE");

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
        List<StepInput> inputs = new ArrayList<>();
        for (Subtopology part : topology.subtopologies()) {
            for (Node node : part.nodes()) {
                if (node instanceof Source source) {
                    for (String topic : source.topicSet()) {
                        String name = internal.getOrDefault(topic, topic);
                        reached(node)
                                .filter(next -> STEPS.contains(next.name()))
                                .forEach(step ->
                                        inputs.add(new StepInput(Integer.toString(part.id()), step.name(), name)));
                    }
                }
            }
        }
        Function<StepInput, String> place = input -> input.subtopology() + ' ' + input.topic() + ' ' + input.step();
        return inputs.stream().distinct().sorted(Comparator.comparing(place)).toList();
    }

    /** The steps and sinks that the node's records come to first. */
    public static Stream<Node> reached(Node node) {
        return node.successors().stream()
                .sorted(Comparator.comparing(Node::name))
                .flatMap(next -> next instanceof Sink || STEPS.contains(next.name()) ? Stream.of(next) : reached(next));
    }
}

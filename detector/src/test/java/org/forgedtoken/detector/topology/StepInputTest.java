package org.forgedtoken.detector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.forgedtoken.detector.docs.Pages;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.Topic.Way;
import org.junit.jupiter.api.Test;

class StepInputTest {
    private final TopologyDescription topology = Pages.topology().describe();
    private final Topics topics = Topics.of(Settings.defaults());
    private final List<StepInput> inputs = StepInput.of(topology, topics, "app");

    /** The same step that the page of topics names: found here in the topology, told there by the topic. */
    @Test
    void everyTopicThatIsReadHasTheStepThatReadsIt() {
        List<String> told = Stream.of(Way.IN, Way.OPTIONAL, Way.INTERNAL)
                .flatMap(way -> topics.all(way).stream())
                .map(topic -> (topic.way() == Way.INTERNAL ? Topics.internalName("app", topic) : topic.name())
                        + " "
                        + topic.step())
                .toList();

        assertThat(inputs.stream().map(input -> input.topic() + " " + input.step()))
                .containsExactlyInAnyOrderElementsOf(told);
    }

    @Test
    void aTaskHasOneStepThatTakesItsRecords() {
        assertThat(inputs.stream().map(StepInput::subtopology).distinct().count())
                .isEqualTo(inputs.stream()
                        .map(input -> input.subtopology() + input.step())
                        .distinct()
                        .count());
    }

    @Test
    void noSourceOfASubtopologyIsLeftOut() {
        long sources = topology.subtopologies().stream()
                .flatMap(part -> part.nodes().stream())
                .filter(Source.class::isInstance)
                .map(Node::name)
                .count();

        assertThat(inputs).hasSize((int) sources);
    }
}

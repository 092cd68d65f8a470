package org.forgedtoken.detector.topology;

import static org.apache.kafka.streams.kstream.Named.as;

import java.util.List;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.step.Write;
import org.forgedtoken.detector.topology.codec.ForGroup;
import org.forgedtoken.detector.topology.codec.ForWatch;
import org.jspecify.annotations.Nullable;

/**
 * One of the ways on which a step that says several things sends what it says: a node of the topology, named by the step,
 * so that a message goes to the one that it is for and no other looks at it.
 *
 * @param <T> what goes this way, and nothing else does
 * @param node its name in the topology
 */
record Branch<T>(String node) {
    static final Branch<List<TokenEvent>> READ_EVENTS = new Branch<>("read-events");
    /** There only where a feed is keyed by token: to JUDGE in the same task. */
    static final Branch<List<TokenEvent>> READ_KEYED = new Branch<>("read-keyed");

    static final Branch<ForGroup> READ_FOUND = new Branch<>("read-found");
    static final Branch<ForWatch> READ_FOR_ACCOUNTS = new Branch<>("read-for-accounts");
    static final Branch<Write.Output> READ_REJECTED = new Branch<>("read-rejected");

    static final Branch<ForGroup> JUDGED_FOUND = new Branch<>("judged-found");
    static final Branch<ForWatch> JUDGED_FOR_ACCOUNTS = new Branch<>("judged-for-accounts");
    static final Branch<ForWatch> JUDGED_FOR_SOURCES = new Branch<>("judged-for-sources");
    /** There only where canaries are planted. */
    static final Branch<Planting.Canary> CANARIES = new Branch<>("canaries");

    static final Branch<ForGroup> ACCOUNTS_FOUND = new Branch<>("accounts-found");
    static final Branch<ForWatch> ACCOUNTS_UNKNOWN = new Branch<>("accounts-unknown");

    static final Branch<ForWrite> GROUPED_ALERTS = new Branch<>("grouped-alerts");
    static final Branch<IncidentEvent> GROUPED_INCIDENTS = new Branch<>("grouped-incidents");

    /** Sends a new record this way, dated by the wall clock. */
    void forward(ProcessorContext<String, Object> context, @Nullable String key, T message) {
        forward(context, key, message, context.currentSystemTimeMs());
    }

    /** The same, of another date (epoch ms): of several inputs a task takes the record with the earliest first. */
    void forward(ProcessorContext<String, Object> context, @Nullable String key, T message, long time) {
        context.forward(new Record<>(key, message, time), node);
    }

    /** What comes this way from the step that said it. */
    KStream<String, T> of(KStream<String, Object> said) {
        return typed(said.filter((key, message) -> true, as(node)));
    }

    /** The same, together with what comes from elsewhere. */
    KStream<String, T> of(KStream<String, Object> said, KStream<String, T> others) {
        return typed(said).merge(others, as(node));
    }

    @SuppressWarnings("unchecked") // nothing but forward sends anything to the node
    private KStream<String, T> typed(KStream<String, Object> said) {
        return (KStream<String, T>) (KStream<String, ?>) said;
    }
}

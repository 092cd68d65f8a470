package org.forgedtoken.detector.topology;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.forgedtoken.detector.step.MapStore;
import org.forgedtoken.detector.step.Memory;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Stores;
import org.forgedtoken.detector.topology.store.StreamsStore;

/** What Kafka Streams gives the stage of one task: its number, its stores as they were restored, and its way out. */
final class Task implements Stores {
    private final ProcessorContext<String, Object> context;
    private final TaskEmit out;
    private final List<Runnable> atClose = new ArrayList<>();
    private final List<Runnable> atTick = new ArrayList<>();

    Task(ProcessorContext<String, Object> context, TaskEmit out) {
        this.context = context;
        this.out = out;
    }

    /** The partition of its inputs. */
    int number() {
        return context.taskId().partition();
    }

    ProcessorContext<String, Object> context() {
        return context;
    }

    TaskEmit out() {
        return out;
    }

    @Override
    public <V> Store<V> of(Memory<V> memory) {
        if (memory.place() == Memory.Place.OF_A_REPLAY) {
            return new MapStore<>();
        }
        StreamsStore<V> store = StreamsStore.open(memory, context);
        atClose.add(store::close);
        return store;
    }

    /** Has this done behind each tick of the stage. */
    void atTick(Runnable action) {
        atTick.add(action);
    }

    /** Has this done when the task goes elsewhere. */
    void atClose(Runnable action) {
        atClose.add(action);
    }

    void ticked() {
        atTick.forEach(Runnable::run);
    }

    void close() {
        atClose.forEach(Runnable::run);
    }
}

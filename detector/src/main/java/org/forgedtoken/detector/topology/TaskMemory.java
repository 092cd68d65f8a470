package org.forgedtoken.detector.topology;

import java.util.function.LongSupplier;

/**
 * A part of the heap that the tasks of one step share in this process. How many of them it has is for Kafka to say, and
 * sixteen tasks in a small container must not hold what the heap has room for once. Safe for use by several threads.
 */
final class TaskMemory implements LongSupplier {
    private final long all;
    private final long most;
    private int tasks;
    private volatile long ofEach;

    /**
     * A share of so many bytes.
     *
     * @param all bytes for all tasks
     * @param most bytes of one task, however few there are
     */
    TaskMemory(long all, long most) {
        this.all = all;
        this.most = most;
        this.ofEach = most;
    }

    /** A share of the largest heap that this process may have: one part of so many. */
    static TaskMemory ofHeap(int parts, long most) {
        return new TaskMemory(Runtime.getRuntime().maxMemory() / parts, most);
    }

    /** For this task, until it goes elsewhere. */
    Task of(Task task) {
        join();
        task.atClose(this::leave);
        return task;
    }

    /** One task more. */
    synchronized void join() {
        share(tasks + 1);
    }

    /** One task less. */
    synchronized void leave() {
        share(tasks - 1);
    }

    private void share(int now) {
        tasks = now;
        ofEach = Math.min(most, all / Math.max(1, now));
    }

    /** Bytes that each task may hold now. */
    @Override
    public long getAsLong() {
        return ofEach;
    }
}

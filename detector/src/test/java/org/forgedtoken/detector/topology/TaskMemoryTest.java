package org.forgedtoken.detector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskMemoryTest {
    @Test
    void manyTasksShareWhatFewNeverFill() {
        TaskMemory memory = new TaskMemory(100, 40);
        assertThat(memory.getAsLong()).isEqualTo(40);
        memory.join();
        memory.join();
        assertThat(memory.getAsLong()).isEqualTo(40);
        memory.join();
        memory.join();
        assertThat(memory.getAsLong()).isEqualTo(25);
        memory.leave();
        assertThat(memory.getAsLong()).isEqualTo(33);
        memory.leave();
        memory.leave();
        memory.leave();
        assertThat(memory.getAsLong()).isEqualTo(40);
    }
}

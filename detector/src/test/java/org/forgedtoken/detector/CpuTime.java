package org.forgedtoken.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** Limits that hold however busy the machine is: of the time for which this thread has had a processor. */
public final class CpuTime {
    private CpuTime() {}

    /** What the work gives, if it took no longer. */
    public static <T> T within(Duration limit, String what, ThrowingSupplier<T> work) {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        T result;
        try {
            result = work.get();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
        assertThat(Duration.ofNanos(spent)).as(what).isLessThanOrEqualTo(limit);
        return result;
    }
}

package org.forgedtoken.detector.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures a run from outside: from the last look at which nothing was read to the first at which everything was. The
 * same for all competitors.
 */
final class RunClock {
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    RunFigures measure(Contender contender, long records) throws IOException {
        long begun = 0;
        long begunCpu = 0;
        long read = 0;
        long grown = System.nanoTime();
        long grownCpu = 0;
        long settle = TimeUnit.MILLISECONDS.toNanos(contender.settleMs());
        while (true) {
            long looked = System.nanoTime();
            long lookedCpu = process.getProcessCpuTime();
            LockSupport.parkNanos(LOOK);
            long now = contender.read();
            if (now > read) {
                if (read == 0) {
                    begun = looked;
                    begunCpu = lookedCpu;
                }
                read = now;
                grown = System.nanoTime();
                grownCpu = process.getProcessCpuTime();
            }
            long silent = System.nanoTime() - grown;
            if (silent >= settle && contender.isThrough()) {
                return new RunFigures(
                        (grown - begun) / 1e9,
                        records,
                        (grownCpu - begunCpu) / 1e9,
                        ResidentMemory.highest(ProcessHandle.current().pid()),
                        0,
                        0);
            }
            if (silent > PATIENCE) {
                throw new IllegalStateException("Nothing was read for a minute, after " + read + " records.");
            }
        }
    }
}

package org.forgedtoken.detector.bench;

/**
 * What one run came to.
 *
 * @param seconds from the first record to the last
 * @param records of both topics that were read in them
 * @param cpuSeconds of the competitor's process in that time
 * @param residentMb the most memory its process has held, over all of its runs
 * @param brokerSeconds of CPU of the broker's process, from before it began until its answer was written
 * @param ordinary share of the accesses that were proved ordinary at once; 0 of one that proves none
 */
record RunFigures(
        double seconds, long records, double cpuSeconds, double residentMb, double brokerSeconds, double ordinary) {

    /** Thousand records a second. */
    double rate() {
        return records / seconds / 1_000;
    }

    /** CPU seconds a million records. */
    double cpu() {
        return cpuSeconds * 1e6 / records;
    }

    /** The same of the broker. */
    double brokerCpu() {
        return brokerSeconds * 1e6 / records;
    }

    RunFigures withOrdinary(double share) {
        return new RunFigures(seconds, records, cpuSeconds, residentMb, brokerSeconds, share);
    }

    RunFigures withBroker(double spent) {
        return new RunFigures(seconds, records, cpuSeconds, residentMb, spent, ordinary);
    }
}

package org.forgedtoken.detector.bench;

/**
 * What one run came to.
 *
 * @param seconds from the first record to the last
 * @param records of both topics that were read in them
 * @param cpuSeconds of the competitor's process in that time
 * @param residentMb the most memory its process has held, over all of its runs
 */
record RunFigures(double seconds, long records, double cpuSeconds, double residentMb) {
    /** Thousand records a second. */
    double rate() {
        return records / seconds / 1_000;
    }

    /** CPU seconds a million records. */
    double cpu() {
        return cpuSeconds * 1e6 / records;
    }
}

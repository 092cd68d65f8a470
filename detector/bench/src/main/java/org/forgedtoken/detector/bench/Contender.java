package org.forgedtoken.detector.bench;

/** One run of a competitor, in this process. */
interface Contender extends AutoCloseable {
    /** Records read so far; grows as long as it works. */
    long read();

    /** Whether so much is read that nothing but what follows from it is still to be done. */
    boolean isThrough();

    /** How long nothing may be read before what follows is taken to be done, too; ms. */
    long settleMs();

    /**
     * Waits until what it found is written, and checks what it says of itself; throws where that is wrong.
     *
     * @return the share of the accesses that were proved ordinary at once
     */
    default double finish() throws InterruptedException {
        return 0;
    }

    @Override
    void close();
}

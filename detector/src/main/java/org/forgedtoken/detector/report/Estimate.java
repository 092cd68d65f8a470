package org.forgedtoken.detector.report;

/**
 * A number, and how far the true one may be from it.
 *
 * @param error 0 where it is exact; else the true number is within this, 997 times of 1 000
 */
record Estimate(long number, long error) {
    static final Estimate NONE = new Estimate(0, 0);

    private static final double SIGMAS = 3;
    private static final long MISSED = 6;

    static Estimate exact(long number) {
        return new Estimate(number, 0);
    }

    /**
     * From the number in a sample of one in {@code scale}: three standard deviations of the binomial distribution, and what
     * a sample can miss altogether, of which the chance is e⁻⁶.
     */
    static Estimate ofSample(long sampled, long scale) {
        long number = sampled * scale;
        if (scale == 1) {
            return exact(number);
        }
        double deviation = Math.sqrt((double) number * (scale - 1));
        return new Estimate(number, (long) Math.ceil(SIGMAS * deviation) + MISSED * scale);
    }

    /** Both together; errors add up, since nothing says that they are independent. */
    Estimate plus(Estimate more) {
        return new Estimate(number + more.number, error + more.error);
    }

    boolean isExact() {
        return error == 0;
    }
}

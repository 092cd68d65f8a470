package org.forgedtoken.detector.rule.rate;

/**
 * One stretch of an account's anomalies: however many windows are beyond the baseline, it is one alert, closed after
 * quiet. A value; times are event times, epoch ms.
 *
 * @param start of the first anomaly: part of the alert's uid
 * @param last anomaly so far
 * @param findings so far
 */
public record RateEpisode(long start, long last, long findings) {
    /** The episode that a finding opens. */
    public static RateEpisode open(RateFinding finding) {
        return new RateEpisode(finding.time(), finding.time(), 1);
    }

    /** Whether an anomaly at this time still belongs to it. */
    public boolean holds(long time, long quiet) {
        return time - last < quiet;
    }

    /** With one more finding; its start, and so its name, stays. */
    public RateEpisode with(RateFinding finding) {
        return new RateEpisode(start, Math.max(last, finding.time()), findings + 1);
    }

    /** From when on it is closed. */
    public long closesAt(long quiet) {
        return last + quiet;
    }
}

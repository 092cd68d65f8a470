package org.forgedtoken.detector.rule.rate;

/**
 * One stretch of an account's anomalies: however many windows are beyond the baseline, it is one alert, closed after
 * quiet. A value; times are event times, epoch ms.
 *
 * @param first the anomaly that opened it; its time is part of the alert's uid
 * @param last anomaly so far
 * @param accesses since the window of the first anomaly began
 * @param seen the last of them
 */
public record RateEpisode(RateFinding first, long last, long accesses, long seen) {
    /** The episode that a finding opens. */
    public static RateEpisode open(RateFinding finding) {
        return new RateEpisode(finding, finding.time(), finding.count(), finding.time());
    }

    /** When it began. */
    public long start() {
        return first.time();
    }

    /** Whether an anomaly at this time still belongs to it. */
    public boolean holds(long time, long quiet) {
        return time - last < quiet;
    }

    /** With one more finding; its start, and so its name, stays. */
    public RateEpisode with(RateFinding finding) {
        return new RateEpisode(first, Math.max(last, finding.time()), accesses, seen);
    }

    /** With more accesses of its account, at this time. */
    public RateEpisode counting(long time, long more) {
        return new RateEpisode(first, last, accesses + more, Math.max(seen, time));
    }

    /** From when on it is closed. */
    public long closesAt(long quiet) {
        return last + quiet;
    }
}

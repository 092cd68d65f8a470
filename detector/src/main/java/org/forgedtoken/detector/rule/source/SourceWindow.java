package org.forgedtoken.detector.rule.source;

/** The stretches of event time, ending now, over which a source is looked at: a crawl may be fast, or low and slow. */
public enum SourceWindow {
    FIVE_MINUTES("5m", 5 * 60),
    DAY("1d", 24 * 60 * 60),
    THIRTY_DAYS("30d", 30 * 24 * 60 * 60);

    /** Seconds after which nothing of an account's use is asked for any more. */
    static final int LONGEST = THIRTY_DAYS.seconds;

    private final String label;
    private final int seconds;

    SourceWindow(String label, int seconds) {
        this.label = label;
        this.seconds = seconds;
    }

    /** As written in evidence. */
    public String label() {
        return label;
    }

    int seconds() {
        return seconds;
    }
}

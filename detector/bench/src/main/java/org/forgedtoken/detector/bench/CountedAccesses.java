package org.forgedtoken.detector.bench;

/** What a detector has counted of its access log, to be held against what was sent. */
final class CountedAccesses {
    private final String meters;
    private final StringBuilder wrong = new StringBuilder();

    /** As its meters say it. */
    CountedAccesses(String meters) {
        this.meters = meters;
    }

    long all() {
        return MeterText.sum(meters, "detector_records_total{", "feed=\"access\"");
    }

    long of(String outcome) {
        return MeterText.sum(meters, "detector_records_total{", "feed=\"access\",outcome=\"" + outcome + '"');
    }

    /** Remembers it where the two differ. */
    CountedAccesses check(String name, long counted, long sent) {
        if (counted != sent) {
            wrong.append(' ')
                    .append(name)
                    .append(' ')
                    .append(counted)
                    .append(" of ")
                    .append(sent);
        }
        return this;
    }

    /** What differs, « name COUNTED of SENT» one after the other; empty where nothing does. */
    String wrong() {
        return wrong.toString();
    }
}

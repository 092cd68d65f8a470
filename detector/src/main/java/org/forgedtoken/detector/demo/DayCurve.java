package org.forgedtoken.detector.demo;

/** How busy a site is over the local day: quiet at night, busiest in the evening. Flat where a plan is shorter than a day. */
final class DayCurve {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    /** Local time, ahead of UTC. */
    private static final long ZONE = 9 * HOUR;
    /** By the local hour, relative to each other. */
    private static final double[] HOURS = {
        0.50, 0.30, 0.20, 0.16, 0.15, 0.20, 0.40, 0.80, 1.10, 1.20, 1.20, 1.25,
        1.40, 1.30, 1.20, 1.15, 1.15, 1.20, 1.35, 1.50, 1.70, 1.75, 1.40, 0.90
    };

    private static final int WORK_BEGINS = 9;
    private static final int WORK_ENDS = 18;

    private final boolean daily;
    private final double mean;

    DayCurve(TrafficPlan plan) {
        this.daily = plan.duration().toMillis() >= DAY;
        double sum = 0;
        for (double hour : HOURS) {
            sum += hour;
        }
        this.mean = sum / HOURS.length;
    }

    /** Whether there is a day and a night. */
    boolean isDaily() {
        return daily;
    }

    /** The traffic at this time, epoch ms, against the average of a day. */
    double at(long time) {
        if (!daily) {
            return 1;
        }
        long ofDay = Math.floorMod(time + ZONE, DAY);
        int hour = (int) (ofDay / HOUR);
        double part = (double) (ofDay % HOUR) / HOUR;
        return (HOURS[hour] * (1 - part) + HOURS[(hour + 1) % HOURS.length] * part) / mean;
    }

    /** Whether offices are open; without days they always are. */
    boolean isWorkTime(long time) {
        if (!daily) {
            return true;
        }
        // 1970-01-01 was a Thursday.
        long weekday = Math.floorMod(Math.floorDiv(time + ZONE, DAY) + 3, 7L);
        long hour = Math.floorMod(time + ZONE, DAY) / HOUR;
        return weekday < 5 && hour >= WORK_BEGINS && hour < WORK_ENDS;
    }

    /** The next time, epoch ms, at which the local clock shows this hour. */
    long next(int hour, long after) {
        long today = Math.floorDiv(after + ZONE, DAY) * DAY - ZONE + hour * HOUR;
        return today > after ? today : today + DAY;
    }
}

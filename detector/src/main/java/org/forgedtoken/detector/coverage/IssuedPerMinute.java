package org.forgedtoken.detector.coverage;

import java.util.List;

/** How many tokens were issued in each whole minute of the last week. Event times, epoch ms. Not thread-safe. */
final class IssuedPerMinute {
    static final long WEEK = 7 * 86_400_000L;
    private static final long MINUTE = 60_000;

    private final RecentTimes minutes;

    IssuedPerMinute(List<Long> minutes) {
        this.minutes = new RecentTimes(minutes);
    }

    /** As {@link RecentTimes#asList} says, by when each minute begins. */
    List<Long> asList() {
        return minutes.asList();
    }

    void add(long time) {
        minutes.add(Math.floorDiv(time, MINUTE) * MINUTE, 1);
    }

    /** Forgets what is older than a week before {@code time}. */
    void moveOn(long time) {
        while (!minutes.isEmpty() && minutes.time(0) < time - WEEK - MINUTE) {
            minutes.removeFirst();
        }
    }

    /** The most issuances in so many ms, rounded up to whole minutes, of the week before {@code time}. */
    long most(long millis, long time) {
        long length = (millis + MINUTE - 1) / MINUTE * MINUTE;
        long most = 0;
        long sum = 0;
        int from = 0;
        for (int i = 0; i < minutes.size() && minutes.time(i) <= time; i++) {
            sum += minutes.count(i);
            while (minutes.time(from) <= minutes.time(i) - length) {
                sum -= minutes.count(from++);
            }
            most = Math.max(most, sum);
        }
        return most;
    }
}

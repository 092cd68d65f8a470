package org.forgedtoken.detector.doctor;

import org.forgedtoken.detector.coverage.Heard;
import org.forgedtoken.detector.feed.Times;

/** What one issuance partition has said, and when. Event times and lengths in ms. Not thread-safe. */
final class PartitionSample {
    private final long grace;

    long records;
    long heartbeats;
    /** Heartbeats that say since when they speak. */
    long vouching;

    long newest = Times.UNKNOWN;
    /** Between neighbours in event time for which no heartbeat speaks. */
    long longestSilence;
    /** Records that came later than grace after newer ones. */
    long late;

    /** The most by which one did. */
    long latest;

    private long oldest = Times.UNKNOWN;

    PartitionSample(long grace) {
        this.grace = grace;
    }

    void hear(Heard heard) {
        if (heard instanceof Heard.Issuance issuance) {
            record(issuance.time());
        } else if (heard instanceof Heard.Event event) {
            record(event.time());
        } else if (heard instanceof Heard.Heartbeat heartbeat) {
            heartbeats++;
            vouching += Times.known(heartbeat.since()) ? 1 : 0;
            passed(heartbeat.time(), Times.either(heartbeat.since(), heartbeat.time()));
        }
    }

    private void record(long time) {
        records++;
        long behind = Times.known(newest) ? newest - time : 0;
        late += behind > grace ? 1 : 0;
        latest = Math.max(latest, behind);
        passed(time, time);
    }

    private void passed(long time, long since) {
        if (Times.known(newest)) {
            longestSilence = Math.max(longestSilence, since - newest);
        }
        newest = Math.max(newest, time);
        oldest = Times.earlier(oldest, time);
    }

    /** The mean time from one record or heartbeat to the next. */
    long meanGap() {
        return records + heartbeats < 2 ? 0 : (newest - oldest) / (records + heartbeats - 1);
    }
}

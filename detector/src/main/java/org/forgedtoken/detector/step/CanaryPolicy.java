package org.forgedtoken.detector.step;

/**
 * How the detector measures itself; times in ms of the wall clock.
 *
 * @param interval between two canaries of all tasks together; 0: none
 * @param within so soon the alert of a canary must be there
 */
public record CanaryPolicy(long interval, long within) {
    /** Whether there are any. */
    public boolean isOn() {
        return interval > 0;
    }
}

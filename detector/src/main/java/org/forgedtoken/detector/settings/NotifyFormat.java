package org.forgedtoken.detector.settings;

/** How a receiver of notifications is told. */
public enum NotifyFormat {
    CLOUDEVENTS,
    SLACK,
    PAGERDUTY
}

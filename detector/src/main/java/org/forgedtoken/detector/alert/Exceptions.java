package org.forgedtoken.detector.alert;

import java.util.List;
import org.forgedtoken.detector.feed.Source;
import org.jspecify.annotations.Nullable;

/** All exceptions: an alert that one of them expects is written as suppressed, and never dropped. */
public record Exceptions(List<ExpectedAlert> expected) {

    /** None. */
    public static final Exceptions NONE = new Exceptions(List.of());

    public Exceptions {
        expected = List.copyOf(expected);
    }

    /**
     * What is decided beforehand on an alert with this evidence, or null.
     *
     * @param last event time of its last use, epoch ms
     */
    public @Nullable Triage of(AlertKey key, Evidence evidence, long last) {
        if (expected.isEmpty()) {
            return null;
        }
        String source = source(evidence);
        for (ExpectedAlert one : expected) {
            if (one.holdsFor(key, source, last)) {
                return new Triage(FindingStatus.SUPPRESSED, one.reason(), null, one.until(), true);
            }
        }
        return null;
    }

    private static @Nullable String source(Evidence evidence) {
        if (evidence.access() != null) {
            return Source.of(evidence.access().request().sourceIp());
        }
        return evidence.about() == null ? null : evidence.about().source();
    }
}

package org.forgedtoken.detector.runtime;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.topology.store.ForeignRecord;

/** A failure in words: the messages of its causes, each once, the most general first. */
final class Failure {
    private static final int DEEPEST = 5;

    private Failure() {}

    static String sentence(Throwable failure) {
        List<String> parts = new ArrayList<>();
        Throwable at = failure;
        for (int i = 0; i < DEEPEST && at != null; i++) {
            if (at instanceof ForeignRecord) {
                // What Kafka Streams wraps round it tells of its own inside.
                return String.valueOf(at.getMessage());
            }
            String message = at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
            if (message.contains("multiple instances of Kafka Streams are running in the same state directory")) {
                return "Another detector uses this state folder (kafka.state.dir) already: each instance needs its"
                        + " own.";
            }
            if (parts.stream().noneMatch(part -> part.contains(message))) {
                parts.add(message.strip());
            }
            at = at.getCause();
        }
        return String.join(": ", parts);
    }
}

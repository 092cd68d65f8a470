package org.forgedtoken.detector.runtime;

import org.forgedtoken.detector.settings.Trouble;
import org.forgedtoken.detector.topology.store.ForeignRecord;

/** A failure in words: the messages of its causes, each once, the most general first. */
final class Failure {
    private Failure() {}

    static String sentence(Throwable failure) {
        for (Throwable at : Trouble.causes(failure)) {
            if (at instanceof ForeignRecord) {
                // What Kafka Streams wraps round it tells of its own inside.
                return String.valueOf(at.getMessage());
            }
            if (String.valueOf(at.getMessage())
                    .contains("multiple instances of Kafka Streams are running in the same state directory")) {
                return "Another detector uses this state folder (kafka.state.dir) already: each instance needs its"
                        + " own.";
            }
        }
        return Trouble.messages(failure);
    }
}

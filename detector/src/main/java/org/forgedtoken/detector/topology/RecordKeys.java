package org.forgedtoken.detector.topology;

import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.forgedtoken.detector.step.TokenEvent;
import org.jspecify.annotations.Nullable;

/** What is known of the keys of a feed's records, and so of where they lie. */
@FunctionalInterface
interface RecordKeys {
    /** Nothing: each record goes by a hop to the task that judges its token. */
    RecordKeys ANY = (event, key, at) -> false;

    /**
     * Whether the record lies where its token is judged, and so needs no hop.
     *
     * @param event what the record says of a token
     * @param key the record's own
     * @param at where it was read
     * @throws WrongKey where its key, or its partition, is not what the settings say
     */
    boolean isJudgedHere(TokenEvent.OfToken event, byte @Nullable [] key, RecordMetadata at);
}

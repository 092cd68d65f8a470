package org.forgedtoken.detector.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.forgedtoken.detector.step.TokenEvent;

/** What is known of the keys of a feed's records, and so of where they lie. */
@FunctionalInterface
public interface RecordKeys {
    /** Nothing: each record goes by a hop to the task that judges its token. */
    RecordKeys ANY = (event, record) -> false;

    /**
     * Whether the record lies where its token is judged, and so needs no hop.
     *
     * @param event what the record says of a token
     * @param record which was read
     * @throws WrongKey where its key, or its partition, is not what the settings say
     */
    boolean isJudgedHere(TokenEvent.OfToken event, ConsumerRecord<byte[], byte[]> record);
}

package org.forgedtoken.detector.topology.store;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/** Stops the run at a record that cannot be read, with its place: Kafka's own handler names that in the log alone. */
public final class ForeignRecords implements DeserializationExceptionHandler {

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> unread, Exception exception) {
        throw new ForeignRecord(unread.topic() + '-' + unread.partition() + " at offset " + unread.offset(), exception);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // There is nothing to be set.
    }
}

package org.forgedtoken.detector.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.forgedtoken.detector.group.Write;

/** Takes an output apart into what Kafka calls value and headers. */
final class OutputHeaders extends ContextualFixedKeyProcessor<String, Write.Output, byte[]> {
    @Override
    public void process(FixedKeyRecord<String, Write.Output> record) {
        Write.Output output = record.value();
        FixedKeyRecord<String, byte[]> bytes = record.withValue(output.value());
        output.headers().forEach((name, text) -> bytes.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        context().forward(bytes);
    }
}

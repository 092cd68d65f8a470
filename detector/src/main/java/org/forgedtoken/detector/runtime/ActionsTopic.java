package org.forgedtoken.detector.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.forgedtoken.detector.reading.ActionReader;
import org.forgedtoken.detector.web.ActionsPage;
import org.jspecify.annotations.Nullable;

/** Where analysts' decisions go: a producer is made for the first one. */
final class ActionsTopic implements ActionsPage.Topic, AutoCloseable {
    private final String topic;
    private final ActionReader reader;
    private final boolean read;
    private final Map<String, Object> config;
    private @Nullable Producer<byte[], byte[]> producer;

    /** @param read whether the detector reads the topic */
    ActionsTopic(String topic, ActionReader reader, boolean read, Map<String, String> config) {
        this.topic = topic;
        this.reader = reader;
        this.read = read;
        this.config = StreamsDefaults.client(config);
        this.config.put(ProducerConfig.ACKS_CONFIG, "all");
        this.config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
        this.config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "4000");
        this.config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "8000");
        this.config.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    }

    @Override
    public ActionReader reader() {
        return reader;
    }

    @Override
    public boolean isRead() {
        return read;
    }

    @Override
    public void write(String uid, byte[] value) throws IOException {
        try {
            producer()
                    .send(new ProducerRecord<>(topic, uid.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (ExecutionException e) {
            throw new IOException(refused(e.getCause() == null ? e : e.getCause()), e);
        } catch (KafkaException e) {
            throw new IOException(refused(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The detector is stopping.", e);
        }
    }

    private static String refused(Throwable e) {
        return "Kafka does not take the action: " + Failure.sentence(e);
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
        }
    }
}

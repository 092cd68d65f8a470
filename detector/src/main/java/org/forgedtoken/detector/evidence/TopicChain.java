package org.forgedtoken.detector.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.forgedtoken.detector.evidence.ChainFile.ChainLine;
import org.forgedtoken.detector.feed.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The chain over the records of one partition of another topic, as they are copied into the evidence topic: key and value as
 * they were written, and the headers {@code source} (topic, partition, offset), {@code sha256} (of source, key and value) and
 * {@code chain}, the running value. A head signs the running value before it; it is a link as any record is, and so none can be
 * taken away. Not thread-safe.
 */
final class TopicChain {
    static final String SOURCE = "source";
    static final String SHA256 = "sha256";
    static final String CHAIN = "chain";

    /** Alerts are few: one partition has one order, whatever becomes of the topic. */
    static final int PARTITION = 0;

    private static final Pattern VALUE = Pattern.compile("[0-9a-f]{64}");

    private final TopicPartition of;
    private final ChainFile.Chain chain;
    private boolean signed;

    /** @param value with which it goes on, in hex; what is none begins it anew, which {@code verify} finds */
    TopicChain(TopicPartition of, @Nullable String value) {
        String known = value != null && VALUE.matcher(value).matches() ? value : null;
        this.of = of;
        this.chain = known == null ? new ChainFile.Chain() : new ChainFile.Chain(known);
        this.signed = known == null;
    }

    /** The running value, in hex. */
    String value() {
        return chain.value();
    }

    /** Whether a head has something to sign. */
    boolean isToBeSigned() {
        return !signed;
    }

    /** The next record of the partition, as it goes into that topic. */
    ProducerRecord<byte[], byte[]> link(String topic, ConsumerRecord<byte[], byte[]> record) {
        signed = false;
        return link(topic, name(of) + ' ' + record.offset(), record.key(), record.value());
    }

    /** A head: its value is the line that would end a {@code chain.jsonl}. */
    ProducerRecord<byte[], byte[]> head(String topic, EvidenceKey key) {
        signed = true;
        try {
            return link(topic, name(of), null, ChainLine.JSON.writeValueAsBytes(ChainFile.signed(chain.value(), key)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write JSON to memory", e);
        }
    }

    /** How a chain is called: by its partition. */
    static String name(TopicPartition of) {
        return of.topic() + ' ' + of.partition();
    }

    ProducerRecord<byte[], byte[]> link(String topic, String source, byte @Nullable [] key, byte @Nullable [] value) {
        byte[] sha256 = sha256(source, key, value);
        ProducerRecord<byte[], byte[]> link = new ProducerRecord<>(topic, PARTITION, key, value);
        link.headers()
                .add(SOURCE, source.getBytes(StandardCharsets.US_ASCII))
                .add(SHA256, Sha256.hex(sha256).getBytes(StandardCharsets.US_ASCII))
                .add(CHAIN, chain.add(sha256).getBytes(StandardCharsets.US_ASCII));
        return link;
    }

    /** Of three lines: the source, the SHA-256 of the key in hex, that of the value; of one that is missing a hyphen. */
    static byte[] sha256(String source, byte @Nullable [] key, byte @Nullable [] value) {
        return Sha256.of(source + '\n' + hex(key) + '\n' + hex(value) + '\n');
    }

    private static String hex(byte @Nullable [] bytes) {
        return bytes == null ? "-" : Sha256.hex(Sha256.digest().digest(bytes));
    }
}

package org.forgedtoken.detector.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What an identity provider and a gateway write, record by record. */
final class Feeds implements AutoCloseable {
    static final String ISSUER = "idp";

    private final Rig rig;
    private final KafkaProducer<byte[], byte[]> producer;

    Feeds(EmbeddedBroker broker, Rig rig) {
        this(broker.bootstrapServers(), rig);
    }

    Feeds(String servers, Rig rig) {
        this.rig = rig;
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** A JWT of the issuer, signed by nobody. */
    static String token(String id, String account, Instant issued) {
        return encode("{\"alg\":\"RS256\",\"kid\":\"k1\"}")
                + '.'
                + encode("{\"iss\":\"" + ISSUER + "\",\"jti\":\"" + id + "\",\"sub\":\"" + account + "\",\"iat\":"
                        + issued.getEpochSecond() + "}")
                + '.'
                + encode("a signature that nobody made");
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    void issue(String token, Instant time) {
        send("issuance", null, "\"time\":\"" + time + "\",\"token\":\"" + token + "\"");
    }

    void use(String token, Instant time) {
        send("access", null, "\"time\":\"" + time + "\",\"status\":200,\"token\":\"" + token + "\"");
    }

    /** The same, with a signature that the gateway has checked. */
    void useVerified(String token, Instant time) {
        send(
                "access",
                null,
                "\"time\":\"" + time + "\",\"status\":200,\"signature_valid\":true,\"token\":\"" + token + "\"");
    }

    /** Every partition of the issuance feed is complete for this stretch. */
    void heartbeats(Instant since, Instant until) {
        heartbeats(ISSUER, since, until);
    }

    /** The same of any issuer. */
    void heartbeats(String issuer, Instant since, Instant until) {
        for (int partition = 0; partition < Rig.PARTITIONS; partition++) {
            send(
                    "issuance",
                    partition,
                    "\"event\":\"heartbeat\",\"issuer\":" + Watched.json(issuer) + ",\"time\":\"" + until
                            + "\",\"since\":\"" + since + "\"");
        }
    }

    /** A record of any topic of the rig, under its own key. */
    void list(String topic, String key, String value) {
        send(new ProducerRecord<>(
                rig.topic(topic),
                key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
    }

    /** JSON members, to one partition, or to any where it is null. */
    void send(String topic, Integer partition, String members) {
        send(topic, partition, null, members);
    }

    /** The same under a key, which chooses the partition where that is null. */
    void send(String topic, Integer partition, String key, String members) {
        byte[] value = ('{' + members + '}').getBytes(StandardCharsets.UTF_8);
        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        send(new ProducerRecord<>(rig.topic(topic), partition, bytes, value));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}

package org.forgedtoken.detector.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Honest tokens, issued and then used at a steady pace, for as long as something is measured beside. */
final class BenchTraffic implements AutoCloseable {
    static final int ACCESSES_A_SECOND = 2_000;
    static final int ISSUANCES_A_SECOND = 100;
    static final int FORGERIES = 1_000;

    private static final int PARTITIONS = 3;
    private static final String SIGNATURE = encode("x".repeat(256));

    private final KafkaProducer<byte[], byte[]> producer;
    private final String[] tokens;
    private final byte[][] requests;
    private final byte[][] forgeries = new byte[FORGERIES][];
    private final Thread thread = new Thread(this::play, "traffic");
    private volatile boolean playing = true;

    BenchTraffic(String servers, int count) {
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers, ProducerConfig.LINGER_MS_CONFIG, 10),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        tokens = new String[count];
        requests = new byte[count][];
    }

    /** The request with the {@code i}th issued token. */
    byte[] issued(int i) {
        return requests[i % requests.length];
    }

    /** The request with a token that was never issued. */
    byte[] forged(int i) {
        return forgeries[i % forgeries.length];
    }

    /** Issues them all, the first then and the last about now. */
    void issueAll(Instant then) {
        long start = then.toEpochMilli();
        long step = Math.max(1, (System.currentTimeMillis() - start) / tokens.length);
        for (int i = 0; i < tokens.length; i++) {
            long time = start + i * step;
            tokens[i] = token("t" + i, "user" + i, time);
            requests[i] = DecisionBench.request(tokens[i]);
            send("token-issuance", i, time, tokens[i]);
        }
        for (int i = 0; i < forgeries.length; i++) {
            forgeries[i] = DecisionBench.request(token("f" + i, "user" + i, start + 300_000));
        }
        producer.flush();
    }

    void begin() {
        thread.setDaemon(true);
        thread.start();
    }

    private void play() {
        long begun = System.nanoTime();
        for (int i = 0; playing; i++) {
            long due = begun + i * 1_000_000_000L / ACCESSES_A_SECOND;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long now = System.currentTimeMillis();
            send("access-log", i, now, tokens[i % tokens.length]);
            if (i % (ACCESSES_A_SECOND / ISSUANCES_A_SECOND) == 0) {
                send("token-issuance", i / 20, now, token("more" + i, "user" + i, now));
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is lost shows in the answers
    private void send(String topic, int i, long time, String token) {
        byte[] value = ("{\"time\":" + time + ",\"status\":200,\"source_ip\":\"198.51.100." + i % 250
                        + "\",\"token\":\"" + token + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
        producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, value));
    }

    private static String token(String id, String account, long issued) {
        return encode("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"key-1\"}")
                + '.'
                + encode("{\"iss\":\"https://id.example\",\"jti\":\"" + id + "\",\"sub\":\"" + account
                        + "\",\"client_id\":\"shop\",\"iat\":" + issued / 1000 + ",\"exp\":" + (issued / 1000 + 3600)
                        + "}")
                + '.'
                + SIGNATURE;
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        playing = false;
        while (thread.isAlive()) {
            LockSupport.parkNanos(1_000_000);
        }
        producer.close(Duration.ofSeconds(3));
    }
}

package org.forgedtoken.detector.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.forgedtoken.detector.evidence.Verification.Broken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which whoever can write to the evidence topic might make it say something else. */
class TopicWalkTest {
    private static final long NOW = 1_750_000_000_000L;
    private static final TopicPartition ALERTS = new TopicPartition("token-alerts", 0);
    private static final TopicPartition ACTIONS = new TopicPartition("detector-actions", 2);

    @TempDir
    Path folder;

    private final List<ProducerRecord<byte[], byte[]>> topic = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();
    private final TopicChain alerts = new TopicChain(ALERTS, null);
    private final TopicChain actions = new TopicChain(ACTIONS, null);
    private EvidenceKey key;

    /** Offsets 0 to 3 of alerts, 4 and 5 of actions, heads of both, and one more alert behind them. */
    @BeforeEach
    void write() throws Exception {
        key = key("key.pem");
        for (int i = 0; i < 4; i++) {
            topic.add(alerts.link("evidence", record(ALERTS, i, "a" + i)));
        }
        topic.add(actions.link("evidence", record(ACTIONS, 7, "resolve")));
        topic.add(actions.link("evidence", record(ACTIONS, 9, null)));
        topic.add(alerts.head("evidence", key));
        topic.add(actions.head("evidence", key));
        topic.add(alerts.link("evidence", record(ALERTS, 4, "a4")));
        places.put("token-alerts 0", alerts.value());
        places.put("detector-actions 2", actions.value());
    }

    private EvidenceKey key(String name) throws Exception {
        byte[] der = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Path file = Files.writeString(
                folder.resolve(name),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(der)
                        + "\n-----END PRIVATE KEY-----\n");
        return EvidenceKey.read(Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------")));
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition of, long offset, @Nullable String value) {
        return new ConsumerRecord<>(of.topic(), of.partition(), offset, bytes("uid"), bytes(value));
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private TopicVerification.Sound walk(@Nullable EvidenceKey trusted, long age, boolean unsigned) throws Broken {
        TopicVerification.Walk walk = new TopicVerification.Walk("evidence", trusted, places);
        for (int i = 0; i < topic.size(); i++) {
            ProducerRecord<byte[], byte[]> one = topic.get(i);
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                    "evidence",
                    0,
                    i,
                    NOW - age,
                    TimestampType.LOG_APPEND_TIME,
                    -1,
                    -1,
                    one.key(),
                    one.value(),
                    one.headers(),
                    Optional.empty());
            walk.take(record);
        }
        return walk.end(NOW, unsigned);
    }

    /** The sentence with which the check ends, or "". */
    private String broken(@Nullable EvidenceKey trusted, long age, boolean unsigned) {
        try {
            walk(trusted, age, unsigned);
            return "";
        } catch (Broken broken) {
            return String.valueOf(broken.getMessage());
        }
    }

    @Test
    void whatWasWrittenIsSound() throws Broken {
        TopicVerification.Sound sound = walk(key, 10_000, false);

        assertThat(sound.records()).isEqualTo(7);
        assertThat(sound.partitions()).isEqualTo(2);
        assertThat(sound.heads()).isEqualTo(2);
        assertThat(sound.signer()).isEqualTo(key.fingerprint());
        assertThat(sound.unchecked()).containsExactly("The last 1 of token-alerts 0 are not signed yet.");
    }

    interface Tampering {
        void with(TopicWalkTest test) throws Exception;
    }

    static Stream<Arguments> tamperings() {
        return Stream.of(
                of("evidence, offset 1 (token-alerts 0 2): has a running value", test -> test.topic.remove(1)),
                of("evidence, offset 0 (token-alerts 0 1): has a running value", test -> test.topic.remove(0)),
                of("evidence, offset 7 (token-alerts 0 4): has a running value", test -> test.topic.remove(6)),
                of(
                        "evidence, offset 1 (token-alerts 0 2): has a running value",
                        test -> Collections.swap(test.topic, 1, 2)),
                of(
                        "evidence, offset 2 (detector-actions 2 9): has a running value",
                        test -> Collections.swap(test.topic, 2, 5)),
                of(
                        "evidence, offset 9 (token-alerts 0 2): has a running value",
                        test -> test.topic.add(test.topic.get(2))),
                of(
                        "evidence, offset 2 (token-alerts 0 2): is not what was written",
                        test -> test.change(2, "uid", "a7")),
                of(
                        "evidence, offset 2 (token-alerts 0 2): is not what was written",
                        test -> test.change(2, "uid", null)),
                of("evidence, offset 2 (token-alerts 0 2): is not what was written", test -> test.change(2, "u", "a2")),
                of(
                        "evidence, offset 3 (token-alerts 0 5): is not what was written",
                        test -> test.header(3, TopicChain.SOURCE, "token-alerts 0 5")),
                of(
                        "evidence, offset 3: is none that the detector has written",
                        test -> test.header(3, TopicChain.SOURCE, "token-alerts\u001b[31m 0 5")),
                of(
                        "evidence, offset 9: is none that the detector has written",
                        test -> test.topic.add(new ProducerRecord<>("evidence", 0, bytes("uid"), bytes("a5")))),
                of(
                        "evidence, offset 3 (token-alerts 0 3): has a running value",
                        test -> test.header(3, TopicChain.CHAIN, "\u0000")),
                of(
                        "evidence: has not all that was written of token-alerts 0: its end was cut",
                        test -> test.topic.remove(8)),
                of(
                        "evidence: has not all that was written of detector-actions 2: its end was cut",
                        test -> test.topic.remove(7)),
                of("evidence: has not all that was written of ", test -> test.topic.clear()),
                of("evidence, offset 6 (token-alerts 0): is signed by another key", test -> {
                    TopicChain forged = new TopicChain(ALERTS, null);
                    for (int i = 0; i < 4; i++) {
                        test.topic.set(i, forged.link("evidence", record(ALERTS, i, "b" + i)));
                    }
                    test.topic.set(6, forged.head("evidence", test.key("another.pem")));
                }),
                of("evidence, offset 6 (token-alerts 0): is no head of the chain", test -> {
                    TopicChain forged = new TopicChain(ALERTS, null);
                    byte[] head = test.topic.get(6).value();
                    for (int i = 0; i < 4; i++) {
                        test.topic.set(i, forged.link("evidence", record(ALERTS, i, "b" + i)));
                    }
                    test.topic.set(6, forged.link("evidence", "token-alerts 0", null, head));
                }),
                of(
                        "evidence, offset 9 (token-alerts 0): is no head of the chain",
                        test -> test.topic.add(test.alerts.link("evidence", "token-alerts 0", null, bytes("[")))));
    }

    private static Arguments of(String sentence, Tampering tampering) {
        return Arguments.of(sentence, tampering);
    }

    private void change(int at, String key, @Nullable String value) {
        topic.set(
                at,
                new ProducerRecord<>(
                        "evidence", 0, bytes(key), bytes(value), topic.get(at).headers()));
    }

    private void header(int at, String name, String value) {
        topic.get(at).headers().remove(name).add(name, bytes(value));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tamperings")
    void eachTamperingIsNamedAtItsPlace(String sentence, Tampering tampering) throws Exception {
        tampering.with(this);

        assertThat(broken(key, 10_000, false)).startsWith(sentence);
        assertThat(broken(key, 10_000, true)).startsWith(sentence);
    }

    /** All of it anew, with the group's places as well: a broker's administrator can. */
    @Test
    void whatIsWrittenAnewIsFoundOutByTheKeyAlone() throws Exception {
        topic.clear();
        TopicChain forged = new TopicChain(ALERTS, null);
        topic.add(forged.link("evidence", record(ALERTS, 0, "nothing to see")));
        places.clear();
        places.put("token-alerts 0", forged.value());

        assertThat(broken(null, 10_000, false)).startsWith("evidence: has no signed head: whoever can write to it");
        assertThat(broken(key, 10_000, false)).startsWith("evidence: has no signed head");
        assertThat(walk(null, 10_000, true).unchecked())
                .containsExactly("The last 1 of token-alerts 0 are not signed.");

        topic.add(forged.head("evidence", key("another.pem")));
        places.put("token-alerts 0", forged.value());
        assertThat(broken(key, 10_000, false)).contains("is signed by another key");
        assertThat(walk(null, 10_000, false).signer()).isNotEqualTo(key.fingerprint());
    }

    @Test
    void whatStaysUnsignedIsNotVouchedFor() throws Broken {
        assertThat(broken(key, 10 * 60_000, false))
                .startsWith("evidence: has no head behind the last 1 of token-alerts 0: nobody has signed them");
        assertThat(walk(key, 10 * 60_000, true).records()).isEqualTo(7);
    }

    @Test
    void aGroupWithoutAPlaceIsSaid() throws Broken {
        places.remove("detector-actions 2");

        assertThat(walk(key, 10_000, false).unchecked())
                .contains("Whether the end of detector-actions 2 was cut cannot be told: the detector's group has no"
                        + " place there.");
    }

    @Test
    void aChainGoesOnWhereItWas() throws Broken {
        TopicChain next = new TopicChain(ALERTS, alerts.value());
        assertThat(next.isToBeSigned()).isTrue();
        topic.add(next.link("evidence", record(ALERTS, 5, "a5")));
        topic.add(next.head("evidence", key));
        places.put("token-alerts 0", next.value());

        assertThat(walk(key, 10 * 60_000, false).unchecked()).isEmpty();
        assertThat(new TopicChain(ALERTS, null).isToBeSigned()).isFalse();

        topic.add(new TopicChain(ALERTS, "reset by hand").link("evidence", record(ALERTS, 6, "a6")));
        assertThat(broken(key, 10_000, false)).endsWith("was removed, moved, added, or begun anew.");
    }

    /** The formula, step by step, so that anybody can check a topic with other tools. */
    @Test
    void theChainIsAsItIsDescribed() throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        HexFormat hex = HexFormat.of();
        String text = "token-alerts 0 0\n" + hex.formatHex(sha.digest(bytes("uid"))) + "\n"
                + hex.formatHex(sha.digest(bytes("a0"))) + "\n";
        byte[] of = sha.digest(text.getBytes(StandardCharsets.US_ASCII));
        sha.update(new byte[32]);
        byte[] running = sha.digest(of);

        assertThat(topic.get(0).headers().lastHeader("sha256").value()).isEqualTo(bytes(hex.formatHex(of)));
        assertThat(topic.get(0).headers().lastHeader("chain").value()).isEqualTo(bytes(hex.formatHex(running)));
    }
}

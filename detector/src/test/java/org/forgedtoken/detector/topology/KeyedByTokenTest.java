package org.forgedtoken.detector.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.step.TokenEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedByTokenTest {
    private static final int PARTITIONS = 3;

    private final KeyedByToken keys = new KeyedByToken("issuance.keyed", PARTITIONS, TokenIdentity.of(IdentityKind.ID));

    @ParameterizedTest
    @ValueSource(strings = {"a", "0a39f1d2-77", "토큰", "naïve", "\uD83D\uDD11", "a|b%c:d", "\uD800 alone"})
    void takesTheKeyThatAProducerWrites(String id) {
        TokenEvent.OfToken event = issued("idp", id);
        byte[] key = event.key().text().getBytes(StandardCharsets.UTF_8);

        assertThat(keys.isJudgedHere(
                        event, record(key, Routing.partition(event.key().text(), PARTITIONS))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"idp|b", "idp|ä", "idp|aa", "idp", "", "토큰 토큰"})
    void takesNoOther(String key) {
        for (String id : new String[] {"a", "é", "토큰"}) {
            assertThatThrownBy(
                            () -> keys.isJudgedHere(issued("idp", id), record(key.getBytes(StandardCharsets.UTF_8), 0)))
                    .isInstanceOf(WrongKey.class)
                    .hasMessageContaining("is not keyed by its token")
                    .hasMessageNotContaining("idp|" + id);
        }
    }

    @Test
    void theOldestSpellingOfALetterIsAnotherKey() {
        byte[] latin1 = "idp|é".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> keys.isJudgedHere(issued("idp", "é"), record(latin1, 0)))
                .isInstanceOf(WrongKey.class);
    }

    @Test
    void saysInWhichPartitionItShouldBe() {
        TokenEvent.OfToken event = issued("idp", "a");
        int right = Routing.partition("idp|a", PARTITIONS);

        assertThatThrownBy(() -> keys.isJudgedHere(
                        event, record("idp|a".getBytes(StandardCharsets.UTF_8), (right + 1) % PARTITIONS)))
                .isInstanceOf(WrongKey.class)
                .hasMessage("The record in topic 'feed', partition " + (right + 1) % PARTITIONS
                        + ", offset 7 lies in the wrong partition for issuance.keyed: Kafka's default partitioner puts its"
                        + " key into partition " + right
                        + " of 3. Nothing behind it is read until its writer is mended, or issuance.keyed is false.");
    }

    private static TokenEvent.OfToken issued(String issuer, String id) {
        TokenClaims claims = new TokenClaims(issuer, id, false, null, null, null, null, Times.UNKNOWN, Times.UNKNOWN);
        return new TokenEvent.WasIssued(TokenKey.ofId(issuer, id), new Issued(0, claims));
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, int partition) {
        return new ConsumerRecord<>("feed", partition, 7, key, new byte[0]);
    }
}

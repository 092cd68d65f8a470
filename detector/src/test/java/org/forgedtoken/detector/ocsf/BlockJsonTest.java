package org.forgedtoken.detector.ocsf;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.rule.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockJsonTest {

    @Test
    void hasTheFieldsOfTheContractInTheirOrder() {
        assertThat(new String(BlockJson.bytes(entry("https://login.example", "t-1", "ab", "key-7")), US_ASCII))
                .isEqualTo("{\"token_id\":\"t-1\",\"token_digest\":\"ab\",\"issuer\":\"https://login.example\","
                        + "\"key_id\":\"key-7\",\"reason\":\"token-never-issued\",\"alert_uid\":\"a1\","
                        + "\"since\":1000,\"until\":2000}");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        assertThat(new String(BlockJson.bytes(entry("i", null, "ab", null)), US_ASCII))
                .isEqualTo("{\"token_digest\":\"ab\",\"issuer\":\"i\",\"reason\":\"token-never-issued\","
                        + "\"alert_uid\":\"a1\",\"since\":1000,\"until\":2000}");
    }

    @Test
    void aGatewayReadsBackTheVeryId() throws IOException {
        byte[] value = BlockJson.bytes(entry("i", AlertSamples.HOSTILE, null, null));

        JsonNode read = new ObjectMapper().readTree(value);
        assertThat(read.get("token_id").asText()).isEqualTo(AlertSamples.HOSTILE);
        assertThat(new String(value, US_ASCII)).matches("[ -~]*");
    }

    @Test
    void readsWhatMatters() {
        assertThat(read("{\"issuer\":\"i\",\"reason\":\"token-altered\",\"more\":{\"reason\":1},\"until\":17}"))
                .isEqualTo(new BlockJson.Enforced("token-altered", 17));
        assertThat(BlockJson.read(BlockJson.bytes(entry("i", "t", null, null))))
                .isEqualTo(new BlockJson.Enforced("token-never-issued", 2_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"reason\":1,\"until\":\"soon\"}", "{}"})
    void whatCannotBeReadBlocksAllTheSame(String json) {
        assertThat(read(json)).isEqualTo(new BlockJson.Enforced(null, Times.UNKNOWN));
    }

    private static BlockJson.Enforced read(String json) {
        return BlockJson.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static BlockEntry entry(String issuer, String id, String digest, String key) {
        TokenClaims token =
                new TokenClaims(issuer, id, false, digest, "alice", null, key, Times.UNKNOWN, Times.UNKNOWN);
        return new BlockEntry(issuer + '|' + id, token, Rule.TOKEN_NEVER_ISSUED, "a1", 1_000, 2_000);
    }
}

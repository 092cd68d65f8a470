package org.forgedtoken.detector.alert;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.rule.Rule;
import org.junit.jupiter.api.Test;

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

    private static BlockEntry entry(String issuer, String id, String digest, String key) {
        TokenClaims token =
                new TokenClaims(issuer, id, false, digest, "alice", null, key, Times.UNKNOWN, Times.UNKNOWN);
        return new BlockEntry(issuer + '|' + id, token, Rule.TOKEN_NEVER_ISSUED, "a1", 1_000, 2_000);
    }
}

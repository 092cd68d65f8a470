package org.forgedtoken.detector.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.forgedtoken.detector.feed.Times;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockValueTest {
    @Test
    void readsWhatMatters() {
        assertThat(read("{\"issuer\":\"i\",\"reason\":\"token-altered\",\"more\":{\"reason\":1},\"until\":17}"))
                .isEqualTo(new BlockValue("token-altered", 17));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"reason\":1,\"until\":\"soon\"}", "{}"})
    void whatCannotBeReadBlocksAllTheSame(String json) {
        assertThat(read(json)).isEqualTo(new BlockValue(null, Times.UNKNOWN));
    }

    private static BlockValue read(String json) {
        return BlockValue.read(json.getBytes(StandardCharsets.UTF_8));
    }
}

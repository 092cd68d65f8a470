package org.forgedtoken.detector.reading.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedTextTest {
    @Test
    void aLongIdIsTheHashOfItsBytes() {
        assertThat(BoundedText.of("\u00e9".repeat(256))).isEqualTo("\u00e9".repeat(256));
        assertThat(BoundedText.of("a".repeat(512))).isEqualTo("a".repeat(512));
        assertThat(BoundedText.of("a".repeat(513))).isEqualTo("sha256:" + TokenDigest.ofText("a".repeat(513)));
        assertThat(BoundedText.of("\u00e9".repeat(257))).matches("sha256:[0-9a-f]{64}");
    }
}

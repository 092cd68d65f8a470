package org.forgedtoken.detector.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final Recent<String> texts = Recent.texts(4);

    @Test
    void aTextThatComesAgainIsTheSameObject() {
        String issuer = text("https://login.shop.example");
        assertThat(text("https://login.shop.example")).isSameAs(issuer);
        String short1 = text("GET");
        assertThat(text("GET")).isSameAs(short1);
    }

    @Test
    void everyTextIsReadAsItIsHoweverManyShareAPlace() {
        SplittableRandom random = new SplittableRandom(7);
        List<String> all = new ArrayList<>(List.of("", "é", "😀", "x".repeat(5000)));
        for (int i = 0; i < 200; i++) {
            // they begin, are centred and end alike
            all.add("12345678" + random.nextInt(10) + "12345678" + random.nextInt(10) + "12345678");
        }
        for (int i = 0; i < 2000; i++) {
            String text = all.get(random.nextInt(all.size()));
            assertThat(text(text)).isEqualTo(text);
        }
    }

    @Test
    void whatIsNoUtf8IsReadAsJavaReadsIt() {
        byte[] broken = {'a', (byte) 0xff, 'b'};
        String expected = new String(broken, StandardCharsets.UTF_8);
        assertThat(texts.of(broken, 0, 3)).isEqualTo(expected);
        assertThat(texts.of(broken, 0, 3)).isEqualTo(expected);
        assertThat(texts.of(broken, 1, 1)).isNotEqualTo(expected);
    }

    private String text(String text) {
        byte[] utf8 = ('<' + text + '>').getBytes(StandardCharsets.UTF_8);
        return texts.of(utf8, 1, utf8.length - 2);
    }
}

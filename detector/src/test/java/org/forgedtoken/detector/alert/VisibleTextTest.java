package org.forgedtoken.detector.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VisibleTextTest {

    @Test
    void plainTextStaysAsItIs() {
        assertThat(VisibleText.of("김철수 <b>\"x\"</b> C:\\a 😀 é")).isEqualTo("김철수 <b>\"x\"</b> C:\\a 😀 é");
    }

    @Test
    void hiddenCharactersAreWrittenOut() {
        assertThat(VisibleText.of("a\u0000\u0007\u007f\u009bz")).isEqualTo("a\\u0000\\u0007\\u007F\\u009Bz");
        assertThat(VisibleText.of("a\u202e\u2066\u061c\u200f\u200bz"))
                .isEqualTo("a\\u202E\\u2066\\u061C\\u200F\\u200Bz");
        assertThat(VisibleText.of("a\r\n\u2028\u2029z")).isEqualTo("a\\u000D\\u000A\\u2028\\u2029z");
    }

    @Test
    void hiddenCharactersBeyondTheFirstPlaneAreToo() {
        assertThat(VisibleText.of("a\udb40\udc41z")).isEqualTo("a\\uDB40\\uDC41z");
    }

    @Test
    void aLoneSurrogateIsWrittenOut() {
        assertThat(VisibleText.of("\udc00a\ud83d")).isEqualTo("\\uDC00a\\uD83D");
    }

    @Test
    void neitherACharacterNorAnEscapeIsCutInTwo() {
        assertThat(VisibleText.cut("ab😀", 5)).isEqualTo("ab");
        assertThat(VisibleText.cut("ab😀", 6)).isEqualTo("ab😀");
        assertThat(VisibleText.cut("ab漢", 4)).isEqualTo("ab");
        assertThat(VisibleText.cut("a\n", 6)).isEqualTo("a");
        assertThat(VisibleText.cut("a\n", 7)).isEqualTo("a\\u000A");
    }

    @Test
    void nothingCanCloseItsQuotationMarks() {
        assertThat(VisibleText.quoted("x\". All is well")).isEqualTo("\"x\\u0022. All is well\"");
        assertThat(VisibleText.quoted("x".repeat(200))).hasSize(98);
    }

    @Test
    void anyTextAtAllStaysWithinItsLimit() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(1_500); j > 0; j--) {
                text.append((char) random.nextInt(0x10000));
            }
            byte[] shown = VisibleText.of(text.toString()).getBytes(UTF_8);

            assertThat(shown.length).isLessThanOrEqualTo(VisibleText.MAX_BYTES);
            // An encoder turns what it cannot write into a question mark: there must be nothing of the sort.
            assertThat(new String(shown, UTF_8)).isEqualTo(VisibleText.of(text.toString()));
        }
    }
}

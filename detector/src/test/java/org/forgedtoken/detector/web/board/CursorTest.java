package org.forgedtoken.detector.web.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.forgedtoken.detector.web.board.Board.Cursor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        Cursor cursor = new Cursor(1_750_000_000_000L, "a-b--c");

        assertThat(Cursor.of(cursor.text())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "-1-a", "x-a", "12", "99999999999999999999-a", "1 -a", "<script>"})
    void anythingElseIsNone(String text) {
        assertThat(Cursor.of(text)).isNull();
    }
}

package org.forgedtoken.detector.mapping;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.forgedtoken.detector.reading.PercentCode;

/** What Apache and nginx write for quotes, controls and what is not ASCII: {@code \"}, {@code \x22}, {@code \t}. What is no escape stays as it is. */
final class Backslashes {
    private Backslashes() {}

    static String undo(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            if (bytes[i] != '\\' || i + 1 == bytes.length) {
                plain.write(bytes[i]);
                i++;
                continue;
            }
            int code = bytes[i + 1] == 'x' ? PercentCode.hexPair(bytes, i + 2) : -1;
            if (code >= 0) {
                plain.write(code);
                i += 4;
            } else {
                escaped(bytes[i + 1], plain);
                i += 2;
            }
        }
        return plain.toString(StandardCharsets.UTF_8);
    }

    private static void escaped(byte letter, ByteArrayOutputStream plain) {
        switch (letter) {
            case '"', '\\' -> plain.write(letter);
            case 'b' -> plain.write('\b');
            case 'n' -> plain.write('\n');
            case 'r' -> plain.write('\r');
            case 't' -> plain.write('\t');
            case 'v' -> plain.write(0x0B);
            default -> {
                plain.write('\\');
                plain.write(letter);
            }
        }
    }
}

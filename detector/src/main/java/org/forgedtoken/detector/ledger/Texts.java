package org.forgedtoken.detector.ledger;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Texts as bytes, to be had back as they were. */
final class Texts {
    private Texts() {}

    /** The text in UTF-8; null where it holds half a character, which UTF-8 cannot write. */
    static byte @Nullable [] utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (hasSurrogate(text) && !new String(bytes, StandardCharsets.UTF_8).equals(text)) {
            return null;
        }
        return bytes;
    }

    static boolean hasSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}

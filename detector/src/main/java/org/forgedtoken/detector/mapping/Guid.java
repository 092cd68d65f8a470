package org.forgedtoken.detector.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The spellings of a GUID, of which a log may have one and a token's claim another: {@code 8-4-4-4-12} hex digits, the
 * base64 of that text, and the base64 of its 16 bytes. Bytes are in the order of .NET, the first three groups reversed.
 */
final class Guid {
    private static final Pattern TEXT = Pattern.compile(
            "([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})", Pattern.CASE_INSENSITIVE);
    private static final int BYTES = 16;
    private static final int TEXT_LENGTH = 36;
    /** The base64 of the text, and of nothing that is a GUID otherwise. */
    private static final int LONGEST = 48;

    private Guid() {}

    /** The 16 bytes in base64url without padding, 22 characters; null of what is no GUID. */
    static @Nullable String base64url(String text) {
        String bare = text.strip();
        byte[] bytes = bare.length() == TEXT_LENGTH ? ofText(bare) : ofBase64(bare);
        return bytes == null ? null : Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte @Nullable [] ofBase64(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        byte[] decoded;
        try {
            decoded = Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException e) {
            return null;
        }
        return decoded.length == TEXT_LENGTH
                ? ofText(new String(decoded, StandardCharsets.US_ASCII))
                : decoded.length == BYTES ? decoded : null;
    }

    private static byte @Nullable [] ofText(String text) {
        Matcher groups = TEXT.matcher(text);
        if (!groups.matches()) {
            return null;
        }
        byte[] bytes = HexFormat.of().parseHex(text.replace("-", ""));
        reverse(bytes, 0, 4);
        reverse(bytes, 4, 2);
        reverse(bytes, 6, 2);
        return bytes;
    }

    private static void reverse(byte[] bytes, int from, int length) {
        for (int i = 0; i < length / 2; i++) {
            byte swapped = bytes[from + i];
            bytes[from + i] = bytes[from + length - 1 - i];
            bytes[from + length - 1 - i] = swapped;
        }
    }
}

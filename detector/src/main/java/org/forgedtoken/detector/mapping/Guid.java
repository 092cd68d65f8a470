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
            "(..)(..)(..)(..)-(..)(..)-(..)(..)-(.{4})-(.{12})".replace(".", "[0-9a-f]"), Pattern.CASE_INSENSITIVE);
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
        Matcher hex = TEXT.matcher(text);
        return hex.matches() ? HexFormat.of().parseHex(hex.replaceFirst("$4$3$2$1$6$5$8$7$9$10")) : null;
    }
}

package org.forgedtoken.detector.step;

/**
 * Names as bytes that come in the same order, and can be had back whatever they hold, even halves of a character: one byte
 * for a character of ASCII, three for others.
 */
final class DueNames {
    private static final int ASCII = 0x80;
    private static final int LOW_SEVEN = 0x7f;

    private DueNames() {}

    static byte[] write(String name) {
        int length = name.length();
        for (int i = 0; i < name.length(); i++) {
            length += name.charAt(i) < ASCII ? 0 : 2;
        }
        byte[] bytes = new byte[length];
        int at = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ASCII) {
                bytes[at++] = (byte) c;
            } else {
                bytes[at++] = (byte) (ASCII | c >>> 14);
                bytes[at++] = (byte) (c >>> 7 & LOW_SEVEN);
                bytes[at++] = (byte) (c & LOW_SEVEN);
            }
        }
        return bytes;
    }

    static String read(byte[] bytes, int start, int end) {
        StringBuilder name = new StringBuilder(end - start);
        int at = start;
        while (at < end) {
            int first = bytes[at++];
            if (first >= 0) {
                name.append((char) first);
            } else {
                name.append((char) ((first & 3) << 14 | bytes[at] << 7 | bytes[at + 1]));
                at += 2;
            }
        }
        return name.toString();
    }
}

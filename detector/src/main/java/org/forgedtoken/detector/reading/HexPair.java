package org.forgedtoken.detector.reading;

/** A byte as two hexadecimal digits. */
final class HexPair {
    private HexPair() {}

    /** The byte, from 0 to 255, or -1 where no two digits stand there. */
    static int at(byte[] text, int at) {
        if (at + 1 >= text.length) {
            return -1;
        }
        int high = Character.digit(text[at], 16);
        int low = Character.digit(text[at + 1], 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}

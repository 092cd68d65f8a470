package org.forgedtoken.detector.web.board;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JSON texts small. They are of one kind and differ in their values alone, so the first one is the dictionary of all
 * others: a third of what each would take by itself. Safe for use by several threads.
 */
final class Packer {
    /** As much of a dictionary as deflate looks back to. */
    private static final int LONGEST_DICTIONARY = 32 * 1024;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private byte @Nullable [] buffer;
    private volatile byte @Nullable [] dictionary;

    /** The text, smaller. */
    synchronized byte[] pack(byte[] text) {
        byte[] known = dictionary;
        if (known == null) {
            known = Arrays.copyOf(text, Math.min(text.length, LONGEST_DICTIONARY));
            dictionary = known;
        }
        deflater.reset();
        deflater.setDictionary(known);
        deflater.setInput(text);
        deflater.finish();
        byte[] out = buffer == null || buffer.length < text.length + 1024 ? new byte[text.length + 1024] : buffer;
        buffer = out.length <= LONGEST_DICTIONARY ? out : null;
        int length = 0;
        while (!deflater.finished()) {
            if (length == out.length) {
                out = Arrays.copyOf(out, 2 * out.length);
            }
            length += deflater.deflate(out, length, out.length - length);
        }
        return Arrays.copyOf(out, length);
    }

    /** The text again, of which the length is known. */
    byte[] unpack(byte[] packed, int length) {
        byte[] text = new byte[length];
        Inflater inflater = new Inflater(true);
        try {
            byte[] known = dictionary;
            if (known != null) {
                inflater.setDictionary(known);
            }
            inflater.setInput(packed);
            int done = 0;
            while (done < length) {
                int more = inflater.inflate(text, done, length - done);
                if (more == 0) {
                    throw new IllegalStateException("a packed text is shorter than it was");
                }
                done += more;
            }
            return text;
        } catch (DataFormatException e) {
            throw new IllegalStateException("a packed text cannot be unpacked", e);
        } finally {
            inflater.end();
        }
    }
}

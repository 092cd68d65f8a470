package org.forgedtoken.detector.replay;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a log, one at a time, in bounded memory: of a line that is too long only the beginning is handed on, still
 * too long, so that its reader refuses it. Lines end with LF or CR LF, the last one also with the file; blank ones are
 * passed over, and so is a byte-order mark. What was read before a damaged place is handed on before the damage is told.
 */
final class LogLines implements Closeable {
    /** More than a record may have: the rest of a longer line says nothing more. */
    static final int MOST_BYTES = (1 << 20) + 1;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private int from;
    private int to;
    private long line;
    private boolean ended;
    private @Nullable IOException damage;

    LogLines(InputStream in) {
        this.in = in;
    }

    /**
     * The next line that is not blank, without its end; null behind the last one.
     *
     * @throws IOException where what follows cannot be read
     */
    byte @Nullable [] next() throws IOException {
        byte[] text = line();
        while (text != null && isBlank(text)) {
            text = line();
        }
        return text;
    }

    /** The number, from 1, of the line that was last returned. */
    long number() {
        return line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private byte @Nullable [] line() throws IOException {
        rest.reset();
        while (true) {
            int end = indexOfLineFeed();
            if (end >= 0) {
                byte[] text = taken(end);
                from = end + 1;
                return counted(text);
            }
            keep(to);
            from = to;
            if (!fill()) {
                if (rest.size() > 0) {
                    return counted(taken(from));
                }
                if (damage != null) {
                    throw damage;
                }
                return null;
            }
        }
    }

    private int indexOfLineFeed() {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** The line up to {@code end} in the buffer, with what was kept of it before. */
    private byte[] taken(int end) {
        if (rest.size() == 0) {
            return Arrays.copyOfRange(buffer, from, Math.min(end, from + MOST_BYTES));
        }
        keep(end);
        return rest.toByteArray();
    }

    private void keep(int end) {
        rest.write(buffer, from, Math.min(end - from, MOST_BYTES - rest.size()));
    }

    private boolean fill() {
        from = 0;
        to = 0;
        while (!ended && to == 0) {
            try {
                int read = in.read(buffer);
                ended = read < 0;
                to = Math.max(0, read);
            } catch (IOException e) {
                damage = e;
                ended = true;
            }
        }
        return to > 0;
    }

    private byte[] counted(byte[] text) {
        line++;
        int start = line == 1 && Arrays.equals(text, 0, Math.min(3, text.length), BYTE_ORDER_MARK, 0, 3) ? 3 : 0;
        int end = text.length > start && text[text.length - 1] == '\r' ? text.length - 1 : text.length;
        return start == 0 && end == text.length ? text : Arrays.copyOfRange(text, start, end);
    }

    private static boolean isBlank(byte[] text) {
        for (byte b : text) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}

package org.forgedtoken.detector.replay.input;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.forgedtoken.detector.replay.input.RecordFormat.RawRecord;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a log, one at a time, in bounded memory: of a line that is too long only the beginning is handed on, still
 * too long, so that its reader refuses it. Lines end with LF or CR LF, the last one also with the file; blank ones are
 * passed over, and so is a byte-order mark. What was read before a damaged place is handed on before the damage is told.
 */
public final class LogLines implements Closeable {
    /** More than a record may have: the rest of a longer line says nothing more. */
    static final int MOST_BYTES = (8 << 20) + 1;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = LOW_BITS << 7;
    private static final long LINE_FEEDS = LOW_BITS * '\n';

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 17];
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private int from;
    private int to;
    /** Where in the buffer the next line ends, or -1. */
    private int lineFeed = -1;

    private long line;
    private boolean ended;
    private @Nullable IOException damage;

    public LogLines(InputStream in) {
        this.in = in;
    }

    /**
     * The next lines that are not blank, without their ends: as many as come without any more reading, but one at least;
     * none behind the last one.
     *
     * @throws IOException where what follows cannot be read
     */
    List<RawRecord> some() throws IOException {
        List<RawRecord> some = new ArrayList<>();
        byte[] first = next();
        if (first != null) {
            some.add(RawRecord.ofLine(line, first));
        }
        while (lineFeed >= 0) {
            byte[] text = inBuffer(lineFeed);
            if (!isBlank(text)) {
                some.add(RawRecord.ofLine(line, text));
            }
        }
        return some;
    }

    /**
     * The next line that is not blank, without its end; null behind the last one.
     *
     * @throws IOException where what follows cannot be read
     */
    public byte @Nullable [] next() throws IOException {
        byte[] text = line();
        while (text != null && isBlank(text)) {
            text = line();
        }
        return text;
    }

    /** The number, from 1, of the line that was last returned. */
    public long number() {
        return line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private byte @Nullable [] line() throws IOException {
        while (true) {
            if (lineFeed >= 0) {
                return inBuffer(lineFeed);
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

    /** The line that ends at this place in the buffer. */
    private byte[] inBuffer(int end) {
        byte[] text = taken(end);
        from = end + 1;
        lineFeed = indexOfLineFeed();
        return counted(text);
    }

    /** Eight bytes at a time: of all that a replay does to a record this touches the most bytes. */
    private int indexOfLineFeed() {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long other = (long) EIGHT.get(buffer, i) ^ LINE_FEEDS;
            // the lowest bit that is set is the highest one of the first byte that is zero
            long zero = (other - LOW_BITS) & ~other & HIGH_BITS;
            if (zero != 0) {
                return i + (Long.numberOfTrailingZeros(zero) >>> 3);
            }
        }
        for (; i < to; i++) {
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
        byte[] whole = rest.toByteArray();
        rest.reset();
        return whole;
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
        lineFeed = indexOfLineFeed();
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

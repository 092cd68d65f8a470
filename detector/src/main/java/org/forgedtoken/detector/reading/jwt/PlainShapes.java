package org.forgedtoken.detector.reading.jwt;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last shapes of plain objects: what stands around their values. A log writes one record like the other, so that of most
 * only the values need be looked at. What fits a shape is what {@link PlainObject} would take: a shape knows no other JSON
 * than it was taught by that. Not thread-safe.
 */
public final class PlainShapes {
    private static final int MOST = 4;
    /** The place of a value that nobody asks for. */
    public static final int NONE = -1;

    private final @Nullable Shape[] shapes = new Shape[MOST];

    /** A record and, of each of its values, where it begins, where it ends, and its place. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Shape(byte[] record, int[] values) {}

    /**
     * Finds the values of a record that is like one of the last.
     *
     * @param places is told at a value's place where it begins, and behind it where it ends; void where this returns false
     */
    public boolean fit(byte[] record, int[] places) {
        for (int i = 0; i < MOST; i++) {
            Shape shape = shapes[i];
            if (shape != null && fits(record, shape, places)) {
                shapes[i] = shapes[0];
                shapes[0] = shape;
                return true;
            }
        }
        return false;
    }

    /**
     * Is taught by a record that {@link PlainObject} has taken.
     *
     * @param values three numbers for each: where it begins, where it ends, and its place, or {@link #NONE}
     */
    public void learn(byte[] record, int[] values) {
        for (int i = 0; i < values.length; i += 3) {
            if (record[values[i]] == '{' || record[values[i]] == '[') {
                return;
            }
        }
        System.arraycopy(shapes, 0, shapes, 1, MOST - 1);
        shapes[0] = new Shape(record, values);
    }

    private static boolean fits(byte[] record, Shape shape, int[] places) {
        byte[] taught = shape.record;
        int[] values = shape.values;
        int at = 0;
        int before = 0;
        for (int i = 0; i < values.length; i += 3) {
            int from = values[i];
            int to = values[i + 1];
            boolean isText = taught[from] == '"';
            boolean isNumber = !isText && taught[from] <= '9';
            int same = isText ? from + 1 : isNumber ? from : to;
            int begin = at + from - before;
            int next = at + same - before;
            if (next > record.length || !Arrays.equals(record, at, next, taught, before, same)) {
                return false;
            }
            at = isText ? PlainObject.textEnd(record, next) + 1 : isNumber ? PlainObject.numberEnd(record, next) : next;
            if (at <= begin) {
                return false;
            }
            if (values[i + 2] != NONE) {
                places[values[i + 2]] = begin;
                places[values[i + 2] + 1] = at;
            }
            before = to;
        }
        return Arrays.equals(record, at, record.length, taught, before, taught.length);
    }
}

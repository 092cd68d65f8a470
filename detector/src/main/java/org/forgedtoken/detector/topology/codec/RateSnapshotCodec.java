package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.rule.rate.RateSnapshot;

/** The bytes of a rate state: of its many numbers most are nothing, small counts, or floats. */
public final class RateSnapshotCodec implements Codec<RateSnapshot> {
    private static final int NOT_A_NUMBER = 0xff;
    private static final int FLOAT = 0xfe;
    private static final int DOUBLE = 0xfd;
    /** Less than the marks above: a number from 0 that is its own mark. */
    private static final int SMALL = 0xf0;

    @Override
    public void write(RateSnapshot snapshot, ByteWriter out) {
        out.writeLong(snapshot.lastSeen());
        out.writeSize(snapshot.numbers().length);
        for (double number : snapshot.numbers()) {
            number(number, out);
        }
    }

    @Override
    public RateSnapshot read(ByteReader in) throws IOException {
        long lastSeen = in.readLong();
        double[] numbers = new double[in.readSize()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(in);
        }
        return new RateSnapshot(lastSeen, numbers);
    }

    private static void number(double number, ByteWriter out) {
        if (Double.isNaN(number)) {
            out.writeByte(NOT_A_NUMBER);
        } else if (number >= 0 && number < SMALL && number == Math.rint(number)) {
            out.writeByte((int) number);
        } else if ((float) number == number) {
            out.writeByte(FLOAT);
            out.writeFloat((float) number);
        } else {
            out.writeByte(DOUBLE);
            out.writeDouble(number);
        }
    }

    private static double number(ByteReader in) throws IOException {
        int mark = in.readUnsignedByte();
        return switch (mark) {
            case NOT_A_NUMBER -> Double.NaN;
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            default -> {
                if (mark >= SMALL) {
                    throw new IOException("there is no number of kind " + mark);
                }
                yield mark;
            }
        };
    }
}

package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The parts of which all forms are made. */
final class Wire {
    private Wire() {}

    static void text(String text, ByteWriter out) {
        out.writeText(text, 0);
    }

    static String text(ByteReader in) throws IOException {
        return in.readText(in.readSize());
    }

    /** A text that comes again and again, read as the same object. */
    static String recent(ByteReader in) throws IOException {
        return in.readRecent(in.readSize());
    }

    static void optional(@Nullable String text, ByteWriter out) {
        if (text == null) {
            out.writeSize(0);
        } else {
            out.writeText(text, 1);
        }
    }

    static @Nullable String optional(ByteReader in) throws IOException {
        int size = in.readSize();
        return size == 0 ? null : in.readText(size - 1);
    }

    static @Nullable String optionalRecent(ByteReader in) throws IOException {
        int size = in.readSize();
        return size == 0 ? null : in.readRecent(size - 1);
    }

    /** One of these by its place, as {@link Enum#ordinal} tells it. */
    static <E extends Enum<?>> E constant(E[] all, ByteReader in) throws IOException {
        return constant(all, in.readUnsignedByte());
    }

    static <E extends Enum<?>> E constant(E[] all, int place) throws IOException {
        if (place >= all.length) {
            throw new IOException("there is no " + all[0].getDeclaringClass().getSimpleName() + " at place " + place);
        }
        return all[place];
    }
}

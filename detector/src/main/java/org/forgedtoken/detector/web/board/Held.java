package org.forgedtoken.detector.web.board;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/** The last record of one alert or incident: its JSON packed, and beside it only what lists and searches ask for. */
final class Held {

    /**
     * What lists and searches ask for.
     *
     * @param uid the alert's or the incident's
     * @param rank what a list shows first: the lower ranks
     * @param time when it was written, epoch ms
     * @param severity OCSF {@code severity_id}
     * @param status OCSF {@code status_id}
     * @param incident the alert's incident, or empty
     * @param first event time of the first use, epoch ms
     * @param account a 64-bit hash of the account, 0 where there is none
     * @param source a 64-bit hash of the source, 0 where there is none
     */
    record Index(
            String uid,
            int rank,
            long time,
            int severity,
            int status,
            String rule,
            String incident,
            long first,
            long account,
            long source) {}

    /** As lists show them: by rank, the newest first. */
    static final Comparator<Held> ORDER = Comparator.<Held>comparingInt(held -> held.index.rank())
            .thenComparing(
                    Comparator.<Held>comparingLong(held -> held.index.time()).reversed())
            .thenComparing(held -> held.index.uid());

    /** What an entry takes beside its two texts: measured, with its place in both indexes. */
    private static final long AROUND = 450;

    private final Index index;
    private final byte[] words;
    private final byte[] packed;
    private final int length;

    /**
     * One record.
     *
     * @param words what a search finds, in small letters, UTF-8
     * @param packed the JSON text, packed
     * @param length of the JSON text, in bytes
     */
    Held(Index index, byte[] words, byte[] packed, int length) {
        this.index = index;
        this.words = words;
        this.packed = packed;
        this.length = length;
    }

    Index index() {
        return index;
    }

    String uid() {
        return index.uid();
    }

    /** Whether a text, in small letters and UTF-8, is in what a search finds. */
    boolean contains(byte[] text) {
        if (text.length == 0) {
            return true;
        }
        byte first = text[0];
        int last = words.length - text.length;
        for (int i = 0; i <= last; i++) {
            if (words[i] == first && startsAt(i, text)) {
                return true;
            }
        }
        return false;
    }

    private boolean startsAt(int at, byte[] text) {
        for (int i = 1; i < text.length; i++) {
            if (words[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** The JSON text. */
    String text(Packer packer) {
        return new String(packer.unpack(packed, length), StandardCharsets.UTF_8);
    }

    /** About how many bytes of memory it takes. */
    long bytes() {
        return AROUND + words.length + packed.length;
    }
}

package org.forgedtoken.detector.web.board;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.FindingValue;
import org.forgedtoken.detector.reading.FindingValue.Text;
import org.jspecify.annotations.Nullable;

/** Makes entries of records. Not thread-safe. */
final class FindingEntry {
    static final int NEW = 1;
    static final int IN_PROGRESS = 2;

    private static final int OPEN_AND_VERIFIED = 0;
    private static final int OPEN = 1;
    private static final int DONE = 2;

    /** An alert's texts are 1 KiB each at most; some tens of them are the worst that the detector writes. */
    private static final int LONGEST_ALERT = 64 * 1024;

    /** An incident lists its newest 100 alerts. */
    private static final int LONGEST_INCIDENT = 512 * 1024;

    private static final int LONGEST_NAME = 128;
    private static final int MOST_WORDS = 4 * 1024;
    private static final int MOST_SHARED = 20_000;

    private static final List<Text> SEARCHED = List.of(
            Text.MESSAGE,
            Text.UID,
            Text.ACCOUNT,
            Text.SOURCE,
            Text.ISSUER,
            Text.KEY_ID,
            Text.TOKEN_ID,
            Text.TOKEN_DIGEST,
            Text.ENTITY);

    private final Packer packer;
    /** The names of rules and incidents, which many entries have in common. */
    private final Map<String, String> shared = new HashMap<>();

    FindingEntry(Packer packer) {
        this.packer = packer;
    }

    /** The entry of an alert; null where the record is none. */
    @Nullable
    Held ofAlert(byte[] json) {
        FindingValue value = json.length > LONGEST_ALERT ? null : FindingValue.read(json);
        return value != null && value.isAlert() && isNamed(value) ? entry(value, 0, json, words(value)) : null;
    }

    /** The entry of an incident; null where the record is none. */
    @Nullable
    Held ofIncident(byte[] json) {
        FindingValue value = json.length > LONGEST_INCIDENT ? null : FindingValue.read(json);
        return value != null && value.isIncident() && isNamed(value)
                ? entry(value, rank(value), json, new byte[0])
                : null;
    }

    private Held entry(FindingValue value, int rank, byte[] json, byte[] words) {
        Held.Index index = new Held.Index(
                value.text(Text.UID),
                rank,
                value.time(),
                value.severity(),
                value.status(),
                share(value.text(Text.RULE)),
                share(value.text(Text.INCIDENT)),
                Times.either(value.firstSeen(), value.time()),
                hash(value.text(Text.ACCOUNT)),
                hash(value.text(Text.SOURCE)));
        return new Held(index, words, packer.pack(json), json.length);
    }

    private static boolean isNamed(FindingValue value) {
        return value.text(Text.UID).length() <= LONGEST_NAME
                && value.text(Text.RULE).length() <= LONGEST_NAME
                && value.text(Text.INCIDENT).length() <= LONGEST_NAME;
    }

    private static int rank(FindingValue incident) {
        if (incident.status() != NEW && incident.status() != IN_PROGRESS) {
            return DONE;
        }
        return incident.text(Text.PROOF).equals("verified") ? OPEN_AND_VERIFIED : OPEN;
    }

    /** The sentence says most of it; only what it leaves out or cuts is kept beside it. */
    private static byte[] words(FindingValue alert) {
        StringBuilder words = new StringBuilder();
        for (Text which : SEARCHED) {
            String text = alert.text(which);
            if (!text.isEmpty() && words.indexOf(text) < 0) {
                words.append(text).append('\n');
            }
        }
        byte[] bytes = words.toString().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return bytes.length > MOST_WORDS ? Arrays.copyOf(bytes, MOST_WORDS) : bytes;
    }

    private String share(String text) {
        if (shared.size() >= MOST_SHARED) {
            shared.clear();
        }
        String known = shared.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    /** FNV-1a, 64 bits; 0 for no text alone. */
    private static long hash(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }
}

package org.forgedtoken.detector.alert;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint behind a path: what differs from call to call (numbers, UUIDs, long hexadecimal or opaque segments) becomes
 * {@code {id}}. A path is an attacker's text: a template has at most {@value #MOST_SEGMENTS} segments of {@value
 * #LONGEST_SEGMENT} characters.
 */
public final class PathTemplate {
    private static final String ID = "{id}";
    private static final String REST = "{rest}";
    private static final int MOST_SEGMENTS = 8;
    private static final int LONGEST_SEGMENT = 32;
    /** A segment of so many characters that has a digit in it names a thing, not a kind of thing. */
    private static final int OPAQUE = 16;

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F-]{8,}");

    private PathTemplate() {}

    /** The template; null where there is no path. */
    public static @Nullable String of(@Nullable String path) {
        if (path == null || path.isEmpty()) {
            return null;
        }
        String[] segments = path.split("/", MOST_SEGMENTS + 2);
        for (int i = 0; i < segments.length; i++) {
            segments[i] = i > MOST_SEGMENTS ? REST : isId(segments[i]) ? ID : segments[i];
        }
        return String.join("/", segments);
    }

    private static boolean isId(String segment) {
        int length = segment.length();
        long digits = segment.chars().filter(c -> c >= '0' && c <= '9').count();
        return length > LONGEST_SEGMENT
                || (digits > 0
                        && (digits == length
                                || length >= OPAQUE
                                || HEX.matcher(segment).matches()));
    }
}

package org.forgedtoken.detector.alert;

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

    private static final int LONG_HEX = 8;

    private PathTemplate() {}

    /** The template; null where there is no path. */
    public static @Nullable String of(@Nullable String path) {
        if (path == null || path.isEmpty()) {
            return null;
        }
        StringBuilder template = new StringBuilder(Math.min(path.length(), 128));
        int segments = 0;
        int from = 0;
        while (from <= path.length()) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 ? path.length() : slash;
            if (segments++ == MOST_SEGMENTS + 1) {
                return template.append(REST).toString();
            }
            template.append(segment(path.substring(from, end)));
            if (slash < 0) {
                break;
            }
            template.append('/');
            from = slash + 1;
        }
        return template.toString();
    }

    private static String segment(String segment) {
        return isId(segment) ? ID : segment;
    }

    private static boolean isId(String segment) {
        int length = segment.length();
        if (length > LONGEST_SEGMENT) {
            return true;
        }
        int digits = 0;
        int hex = 0;
        for (int i = 0; i < length; i++) {
            char c = segment.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-') {
                hex++;
            }
        }
        boolean number = digits > 0 && digits == length;
        boolean longHex = digits > 0 && length >= LONG_HEX && digits + hex == length;
        return number || longHex || (digits > 0 && length >= OPAQUE);
    }
}

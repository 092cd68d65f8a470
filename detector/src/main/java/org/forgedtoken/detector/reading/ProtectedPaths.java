package org.forgedtoken.detector.reading;

import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The paths on which a token counts: each entry stands for itself and all below it. A path is resolved as a server would
 * before it is compared, so that {@code /open/../api} or {@code /%61pi} hide nothing.
 */
final class ProtectedPaths {
    private final List<String> roots;

    /** No entries: every path is protected. */
    ProtectedPaths(List<String> entries) {
        roots = entries.stream()
                .map(entry -> resolve(entry.endsWith("*") ? entry.substring(0, entry.length() - 1) : entry))
                .collect(Collectors.toUnmodifiableList());
    }

    boolean contain(@Nullable String path) {
        if (roots.isEmpty() || path == null) {
            return true;
        }
        String resolved = resolve(path);
        for (String root : roots) {
            if (resolved.equals(root) || resolved.startsWith(root.endsWith("/") ? root : root + '/')) {
                return true;
            }
        }
        return false;
    }

    private static String resolve(String path) {
        ArrayDeque<String> segments = new ArrayDeque<>();
        for (String segment : decode(path).replace('\\', '/').split("/")) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return '/' + String.join("/", segments);
    }

    private static String decode(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        StringBuilder decoded = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' && i + 2 < path.length()) {
                int high = Character.digit(path.charAt(i + 1), 16);
                int low = Character.digit(path.charAt(i + 2), 16);
                if (high >= 0 && low >= 0) {
                    c = (char) (high * 16 + low);
                    i += 2;
                }
            }
            decoded.append(c);
        }
        return decoded.toString();
    }
}

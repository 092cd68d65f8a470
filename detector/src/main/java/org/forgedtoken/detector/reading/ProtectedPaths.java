package org.forgedtoken.detector.reading;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The paths on which a token counts: each entry stands for itself and all below it. Servers differ in how they read a
 * path, so it is protected where one reading of it is: decoded never, once or twice, and parameters removed before or
 * after dot segments.
 */
final class ProtectedPaths {
    /** No server takes a longer one: what it leads to is not asked. */
    static final int LONGEST = 16 * 1024;

    private final List<String> roots;

    /** No entries: every path is protected. */
    ProtectedPaths(List<String> entries) {
        roots = entries.stream()
                .map(entry -> resolve(entry.endsWith("*") ? entry.substring(0, entry.length() - 1) : entry, true))
                .collect(Collectors.toUnmodifiableList());
    }

    /** Whether every path is protected. */
    boolean areAll() {
        return roots.isEmpty();
    }

    /** @param path as logged, not cut, without its query; a fragment is none to each server */
    boolean contain(@Nullable String path) {
        return containWhole(path)
                || (path != null && path.indexOf('#') >= 0 && containWhole(path.substring(0, path.indexOf('#'))));
    }

    private boolean containWhole(@Nullable String path) {
        if (roots.isEmpty() || path == null || path.length() > LONGEST) {
            return true;
        }
        String once = PercentCode.decode(path, false);
        String twice = PercentCode.decode(once, false);
        return isInDoubt(twice) || isBelow(path) || isBelow(once) || isBelow(twice);
    }

    /** A target that names a host as well is read in as many ways as what cannot be decoded. */
    private static boolean isInDoubt(String path) {
        return path.contains("://")
                || path.indexOf('%') >= 0
                || path.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == 0xfffd);
    }

    private boolean isBelow(String path) {
        return isBelowRoot(resolve(path, true)) || isBelowRoot(resolve(path, false));
    }

    private boolean isBelowRoot(String resolved) {
        for (String root : roots) {
            if (resolved.equals(root) || resolved.startsWith(root.endsWith("/") ? root : root + '/')) {
                return true;
            }
        }
        return false;
    }

    /** @param parametersFirst whether {@code ..;a=b} is a dot segment */
    private static String resolve(String path, boolean parametersFirst) {
        ArrayDeque<String> segments = new ArrayDeque<>();
        for (String written : path.replace('\\', '/').split("/")) {
            String segment = parametersFirst ? withoutParameters(written) : written;
            if (segment.equals("..")) {
                segments.pollLast();
                continue;
            }
            String name = trailing(withoutParameters(segment));
            if (!name.isEmpty()) {
                segments.add(name);
            }
        }
        return '/' + String.join("/", segments).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static String withoutParameters(String segment) {
        int end = 0;
        while (end < segment.length() && ";?#".indexOf(segment.charAt(end)) < 0) {
            end++;
        }
        return segment.substring(0, end);
    }

    /** Some servers drop dots and blanks at the end of a name; a name of nothing else is none. */
    private static String trailing(String name) {
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
            end--;
        }
        return name.substring(0, end);
    }
}

package org.forgedtoken.detector.report;

import java.util.List;

/**
 * A file that the report rests on, and how much of it could be read.
 *
 * @param name without its folder
 * @param sha256 of its content, unpacked; lower-case hex
 * @param lines that are not blank; {@link #NO_LINES} where it is one object
 * @param unreadable lines that are neither an alert nor an incident
 * @param places the first of these, as {@code file:line}
 * @param damage where it breaks off, and why; empty where it does not
 */
public record FileRead(String name, String sha256, long lines, long unreadable, List<String> places, String damage) {
    /** For a file that is not read line by line. */
    public static final long NO_LINES = -1;

    public FileRead {
        places = List.copyOf(places);
    }

    boolean isOfLines() {
        return lines != NO_LINES;
    }

    /** Whether all of it could be read. */
    public boolean isWhole() {
        return unreadable == 0 && damage.isEmpty();
    }
}

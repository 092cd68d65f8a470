package org.forgedtoken.detector.mapping;

import java.util.List;
import java.util.stream.Collectors;

/** Formats with which the detector does not start. */
public final class WrongMapping extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /**
     * What is wrong with one place of a mapping file.
     *
     * @param file the mapping's name or path
     * @param line from 1; 0 where something is missing from the whole file
     * @param key the field, or empty where the line names none
     * @param rule one clause
     */
    public record Fault(String file, int line, String key, String rule) {
        @Override
        public String toString() {
            String place = line == 0 ? file : file + ", line " + line;
            return place + (key.isEmpty() ? "" : ", " + key) + ": " + rule;
        }
    }

    /** A format that is not there, in a sentence. */
    WrongMapping(String sentence) {
        super(sentence);
        this.faults = List.of();
    }

    WrongMapping(List<Fault> faults) {
        super(faults.stream()
                .map(fault -> "\n  " + fault)
                .collect(Collectors.joining("", faults.size() == 1 ? "Wrong mapping:" : "Wrong mappings:", "")));
        this.faults = List.copyOf(faults);
    }

    /** All of them, in the order of their lines; none where there is no such format at all. */
    public List<Fault> faults() {
        return faults;
    }
}

package org.forgedtoken.detector.mapping;

import java.util.List;
import java.util.stream.Collectors;

/** Formats with which the detector does not start. */
public final class WrongMapping extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<MappingFault> faults;

    /** A format that is not there, in a sentence. */
    WrongMapping(String sentence) {
        super(sentence);
        this.faults = List.of();
    }

    WrongMapping(List<MappingFault> faults) {
        super(faults.stream()
                .map(fault -> "\n  " + fault)
                .collect(Collectors.joining("", faults.size() == 1 ? "Wrong mapping:" : "Wrong mappings:", "")));
        this.faults = List.copyOf(faults);
    }

    /** All of them, in the order of their lines; none where there is no such format at all. */
    public List<MappingFault> faults() {
        return faults;
    }
}

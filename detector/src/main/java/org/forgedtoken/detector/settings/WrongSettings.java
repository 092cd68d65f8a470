package org.forgedtoken.detector.settings;

import java.util.List;
import java.util.stream.Collectors;

/** Settings with which the detector does not start. */
public final class WrongSettings extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param faults all of them, in the order of their keys */
    WrongSettings(List<Fault> faults) {
        super(faults.stream()
                .map(fault -> "\n  " + fault.toString().replace("\n", "\n  "))
                .collect(Collectors.joining("", faults.size() == 1 ? "Wrong setting:" : "Wrong settings:", "")));
    }

    /**
     * What is wrong with one setting.
     *
     * @param value as given, its secrets hidden
     * @param rule a clause: {@code must be a duration from 0ms to 30d}
     */
    record Fault(String key, String value, Settings.Origin origin, String rule) {

        @Override
        public String toString() {
            return key + " = " + value + " (" + origin.label() + "): " + rule;
        }
    }
}

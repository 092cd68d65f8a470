package org.forgedtoken.detector.reading;

import java.util.List;

/** A file of exceptions that cannot be used, with all that is wrong. */
public final class WrongExceptions extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongExceptions(String file, List<String> faults) {
        super("Wrong exceptions:\n  " + file + ", " + String.join("\n  " + file + ", ", faults));
    }

    WrongExceptions(String sentence) {
        super(sentence);
    }
}

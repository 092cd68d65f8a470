package org.forgedtoken.detector.evidence;

/** The evidence is not what was written; the message is a sentence that begins with the place. */
public final class BrokenEvidence extends Exception {
    private static final long serialVersionUID = 1;

    BrokenEvidence(String place, String what) {
        super(place + ": " + what);
    }
}

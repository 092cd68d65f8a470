package org.forgedtoken.detector.topology;

/**
 * A topic of the detector's own holds a record that this program has not written. It is not passed over: it may stand where
 * an issuance was, and a forgery would be made of an honest token.
 */
public final class ForeignRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param place the topic, and what is known of where in it */
    ForeignRecord(String place, Throwable cause) {
        super("What is in " + place + " cannot be read (" + cause.getMessage() + "). " + Topics.BEGIN_ANEW, cause);
    }
}

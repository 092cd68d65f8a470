package org.forgedtoken.detector.topology.store;

/**
 * A topic of the detector's own holds a record that this program has not written. It is not passed over: it may stand where
 * an issuance was, and a forgery would be made of an honest token.
 */
public final class ForeignRecord extends RuntimeException {
    /** What to do where a topic of the detector's own is lost, or not to be trusted. */
    public static final String BEGIN_ANEW =
            "What the detector knew is lost with it: begin anew, under another kafka.application.id and with an empty"
                    + " kafka.state.dir, and backfill what the issuance topic no longer holds.";

    private static final long serialVersionUID = 1L;

    /** @param place the topic, and what is known of where in it */
    ForeignRecord(String place, Throwable cause) {
        super("What is in " + place + " cannot be read (" + cause.getMessage() + "). " + BEGIN_ANEW, cause);
    }
}

package org.forgedtoken.detector.topology;

/** A record is not keyed as the settings say: what would be judged of its token is not to be trusted, and so the run stops. */
public final class WrongKey extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param sentence for the user, without the key */
    WrongKey(String sentence) {
        super(sentence);
    }
}

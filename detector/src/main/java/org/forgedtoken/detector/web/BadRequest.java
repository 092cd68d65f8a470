package org.forgedtoken.detector.web;

/** A request that cannot be answered as it is; the message is one sentence for whoever sent it. */
final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    BadRequest(String sentence) {
        this(400, sentence);
    }

    /** @param status 4xx */
    BadRequest(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}

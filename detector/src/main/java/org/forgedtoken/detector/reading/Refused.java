package org.forgedtoken.detector.reading;

/** Ends the reading of one record. It carries a reason and nothing of the record: no value can leak through a log. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RejectReason reason;

    Refused(RejectReason reason) {
        super(reason.label(), null, false, false);
        this.reason = reason;
    }

    RejectReason reason() {
        return reason;
    }
}

package org.forgedtoken.detector.reading;

/** Ends the reading of one record. It carries a reason and nothing of the record: no value can leak through a log. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RejectReason reason;

    public Refused(RejectReason reason) {
        super(reason.label(), null, false, false);
        this.reason = reason;
    }

    public RejectReason reason() {
        return reason;
    }
}

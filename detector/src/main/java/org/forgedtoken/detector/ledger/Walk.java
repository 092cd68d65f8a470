package org.forgedtoken.detector.ledger;

/**
 * A walk through a ledger's entries in the order of their places, which goes on where it is whatever is put or removed
 * meanwhile: what is put on the way may be met or not. Copies nothing.
 */
final class Walk {
    private final Part[] parts;
    private int part;
    private int place = -1;

    Walk(Part[] parts) {
        this.parts = parts;
    }

    /** Goes to the next entry; returns whether there is one. */
    boolean advance() {
        while (part < parts.length) {
            place = parts[part].next(place + 1);
            if (place >= 0) {
                return true;
            }
            part++;
        }
        return false;
    }

    IssuedToken token() {
        return parts[part].token(place);
    }

    TokenHash hash() {
        return parts[part].hash(place);
    }
}

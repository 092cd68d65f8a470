package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.step.IncidentMemory.Rest;

/** Adds up what is known in sum alone. Mutable. */
final class RestSum {
    private final Endpoints endpoints;
    private long accesses;
    private long first = Times.UNKNOWN;
    private long last = Times.UNKNOWN;
    private boolean verified;

    /** @param mostEndpoints so many path templates are told apart */
    RestSum(int mostEndpoints) {
        this.endpoints = Endpoints.bounded(mostEndpoints);
    }

    void restore(Rest from) {
        accesses = from.accesses();
        first = from.first();
        last = from.last();
        verified = from.verified();
        from.endpoints().forEach(endpoints::add);
    }

    /** @param isVerified whether their signatures are known good, and that counts */
    void add(Involved more, boolean isVerified) {
        accesses += more.accesses();
        first = Times.known(first) ? Math.min(first, more.first()) : more.first();
        last = Math.max(last, more.last());
        endpoints.add(more.who().endpoint(), more.accesses());
        verified |= isVerified;
    }

    long accesses() {
        return accesses;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    boolean isVerified() {
        return verified;
    }

    Rest memory() {
        return new Rest(accesses, first, last, endpoints.all(), verified);
    }
}

package org.forgedtoken.detector.demo;

/** Where somebody's requests come from, as time goes by. */
interface Place {
    /** The address and browser at this time, epoch ms. */
    Visitor at(long time);
}

package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.Incident;

/** What becomes of incidents. */
public interface ToIncidentWrite {
    void incident(Incident incident);
}

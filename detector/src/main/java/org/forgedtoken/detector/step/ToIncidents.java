package org.forgedtoken.detector.step;

/** What GROUP tells of alerts that belong to incidents. */
public interface ToIncidents {
    void incident(IncidentEvent event);
}

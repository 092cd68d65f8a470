package org.forgedtoken.detector.group;

import java.util.function.Consumer;
import org.forgedtoken.detector.step.IncidentEvent;

/** What each alert counts for in its incident. Not thread-safe. */
interface Shares {
    /** Uses that an alert counts. */
    void counted(IncidentEvent.Counted event);

    /** An alert as it was written, and its incident. */
    void stands(IncidentEvent.Stands event, IncidentFile file);

    /** Nothing of the alert counts any more. */
    void left(IncidentEvent.Left event);

    /** All accounts of one incident, in the order of their names. */
    void eachAccount(IncidentFile file, Consumer<IncidentAccount> visitor);
}

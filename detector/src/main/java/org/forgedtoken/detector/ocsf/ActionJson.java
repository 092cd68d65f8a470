package org.forgedtoken.detector.ocsf;

import java.util.Locale;
import org.forgedtoken.detector.feed.AnalystAction;

/** What an analyst decided, as a record's value (reference/incidents.md). */
public final class ActionJson {
    private ActionJson() {}

    /** One JSON object. */
    public static byte[] bytes(AnalystAction action) {
        return new JsonObject()
                .put("uid", action.uid())
                .put("action", action.kind().name().toLowerCase(Locale.ROOT))
                .put("reason", action.reason())
                .put("by", action.by())
                .time("until", action.until())
                .put("regime", action.regime())
                .time("time", action.time())
                .ascii();
    }
}

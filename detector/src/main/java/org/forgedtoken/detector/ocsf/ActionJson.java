package org.forgedtoken.detector.ocsf;

import java.util.Locale;
import org.forgedtoken.detector.feed.AnalystAction;

/** What an analyst decided, as a record's value (CONTRACT, section 7). */
public final class ActionJson {
    private ActionJson() {}

    /** One JSON object. */
    public static byte[] bytes(AnalystAction action) {
        return JsonLine.ascii(json -> {
            json.exact("uid", action.uid());
            json.exact("action", action.kind().name().toLowerCase(Locale.ROOT));
            json.exact("reason", action.reason());
            json.exact("by", action.by());
            json.time("until", action.until());
            json.exact("regime", action.regime());
            json.time("time", action.time());
        });
    }
}

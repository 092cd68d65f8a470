package org.forgedtoken.detector.web.board;

import org.jspecify.annotations.Nullable;

/**
 * Where a page of alerts has ended: behind the alert that was written then and has this uid. Every instance understands it,
 * also where that alert is gone or has moved.
 */
public record Cursor(long time, String uid) {

    static Cursor at(Held alert) {
        return new Cursor(alert.time(), alert.uid());
    }

    /** Reads what {@link #text} has written; null where it is something else. */
    public static @Nullable Cursor of(String text) {
        int dash = text.indexOf('-');
        try {
            return dash > 0 ? new Cursor(Long.parseLong(text.substring(0, dash)), text.substring(dash + 1)) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** In a form for addresses. */
    public String text() {
        return time + "-" + uid;
    }

    /** Whether the alert comes behind this place. */
    boolean isBefore(Held alert) {
        return alert.time() < time || (alert.time() == time && alert.uid().compareTo(uid) > 0);
    }
}

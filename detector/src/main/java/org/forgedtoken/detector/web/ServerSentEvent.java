package org.forgedtoken.detector.web;

import java.nio.charset.StandardCharsets;

/** The form of the stream's events: a name, and data on one line. */
final class ServerSentEvent {
    private static final byte[] END = {'\n', '\n'};

    private ServerSentEvent() {}

    /** An event; a line break in JSON is space between its parts, and becomes that. */
    static byte[] of(String name, byte[] json) {
        byte[] head = ("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8);
        byte[] event = new byte[head.length + json.length + END.length];
        System.arraycopy(head, 0, event, 0, head.length);
        for (int i = 0; i < json.length; i++) {
            byte b = json[i];
            event[head.length + i] = b == '\n' || b == '\r' ? (byte) ' ' : b;
        }
        System.arraycopy(END, 0, event, head.length + json.length, END.length);
        return event;
    }

    /** What a reader passes over. */
    static byte[] comment(String words) {
        return (": " + words + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}

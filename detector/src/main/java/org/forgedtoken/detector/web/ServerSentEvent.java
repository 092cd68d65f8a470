package org.forgedtoken.detector.web;

import java.nio.charset.StandardCharsets;

/** The form of the stream's events: a name, and data on one line. */
final class ServerSentEvent {
    private ServerSentEvent() {}

    /** An event; a line break in JSON is space between its parts, and becomes that. */
    static byte[] of(String name, byte[] json) {
        String data =
                new String(json, StandardCharsets.UTF_8).replace('\n', ' ').replace('\r', ' ');
        return ("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What a reader passes over. */
    static byte[] comment(String words) {
        return (": " + words + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}

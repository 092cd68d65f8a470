package org.forgedtoken.detector.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.reading.FeedFormat;
import org.forgedtoken.detector.settings.Effective;

/**
 * {@code manifest.json}: from what, by what and into what a replay was made.
 *
 * @param started wall clock, epoch ms
 * @param ended wall clock, epoch ms
 */
record Manifest(
        ReplayRequest request, long started, long ended, Map<Feed, List<Input>> inputs, List<OutputFile> outputs) {

    void write(JsonGenerator json) throws IOException {
        json.writeStringField("version", request.version());
        json.writeArrayFieldStart("command_line");
        for (String argument : request.commandLine()) {
            json.writeString(argument);
        }
        json.writeEndArray();
        json.writeStringField("started", Instant.ofEpochMilli(started).toString());
        json.writeStringField("ended", Instant.ofEpochMilli(ended).toString());
        json.writeArrayFieldStart("inputs");
        for (Map.Entry<Feed, List<Input>> feed : inputs.entrySet()) {
            for (Input input : feed.getValue()) {
                json.writeStartObject();
                input(json, feed.getKey(), input);
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("outputs");
        for (OutputFile file : outputs) {
            json.writeStartObject();
            json.writeStringField("path", file.name());
            json.writeStringField("sha256", file.sha256Hex());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("mappings");
        mapping(json, Feed.ACCESS, request.formats().access());
        mapping(json, Feed.ISSUANCE, request.formats().issuance());
        json.writeEndArray();
        json.writeObjectFieldStart("settings");
        for (Effective setting : request.settings().effective()) {
            json.writeObjectFieldStart(setting.key());
            json.writeStringField("value", setting.value());
            json.writeStringField("origin", setting.origin().label());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void mapping(JsonGenerator json, Feed feed, FeedFormat format) throws IOException {
        json.writeStartObject();
        json.writeStringField("feed", feed.label());
        json.writeStringField("format", format.name());
        if (format.sha256() != null) {
            json.writeStringField("sha256", format.sha256());
        }
        json.writeEndObject();
    }

    private static void input(JsonGenerator json, Feed feed, Input input) throws IOException {
        json.writeStringField("feed", feed.label());
        input.place(json);
        json.writeNumberField("bytes", input.bytes());
        json.writeStringField("sha256", input.sha256());
        json.writeNumberField("records", input.records());
        if (input.skipped() != null) {
            json.writeStringField("skipped", input.skipped());
        }
        if (input.damage() != null) {
            json.writeStringField("damaged", input.damage());
        }
    }
}

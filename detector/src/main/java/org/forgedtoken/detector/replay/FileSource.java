package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.replay.input.Input;
import org.forgedtoken.detector.replay.input.InputFile;
import org.forgedtoken.detector.replay.input.InputFiles;

/** Files that the user has named: all of them are asked for, and all files of a feed are one partition of it. */
public record FileSource(Map<Feed, List<String>> files, InputStream standardInput) implements ReplaySource {
    @Override
    public Map<Feed, List<Input>> inputs() throws IOException {
        Map<Feed, List<Input>> inputs = new EnumMap<>(Feed.class);
        for (Map.Entry<Feed, List<String>> named : files.entrySet()) {
            List<InputFile> ofFeed = new InputFiles(standardInput).named(named.getValue());
            InputFiles.withoutRepeats(ofFeed);
            inputs.put(named.getKey(), List.copyOf(ofFeed));
        }
        return inputs;
    }

    @Override
    public int issuancePartitions() {
        return 1;
    }

    @Override
    public void place(DeadLetter letter, JsonObject json) {
        json.put("file", letter.topic());
        json.put("line", letter.offset());
    }
}

package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.replay.input.Input;
import org.forgedtoken.detector.replay.input.InputFile;
import org.forgedtoken.detector.replay.input.InputFiles;

/** Where the inputs of a replay are, and what is to be said of them. */
public interface ReplaySource {
    /**
     * The inputs of each feed; one that need not be read says why. A feed that is not there has none.
     *
     * @throws IOException where one is not there that must be, or cannot be read, saying so in a sentence
     */
    Map<Feed, List<Input>> inputs() throws IOException;

    /** How many partitions the issuance feed has, each with a timeline of its own. */
    int issuancePartitions();

    /** No access before this time is judged, epoch ms; {@link Times#UNKNOWN}: all are. */
    default long accessesFrom() {
        return Times.UNKNOWN;
    }

    /**
     * Issuances before this time may be gone though issuances of that time are there, epoch ms, or {@link Times#UNKNOWN}. To be
     * asked once the first record of each input was read.
     */
    default long ledgerFrom() {
        return Times.UNKNOWN;
    }

    /** Where a dead letter was read. */
    void place(DeadLetter letter, JsonObject json);

    /** What was asked of this feed, where that is not all of it. */
    default Map<String, Object> asked(Feed feed) {
        return Map.of();
    }

    /** A sentence for each way in which the range asked is not there; to be asked when all was read. */
    default List<String> notThere() {
        return List.of();
    }

    /** What else a user should know of the inputs, each a sentence. */
    default List<String> remarks() {
        return List.of();
    }

    /** Files that the user has named: all of them are asked for, and all files of a feed are one partition of it. */
    public record Files(Map<Feed, List<String>> files, InputStream standardInput) implements ReplaySource {
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
}

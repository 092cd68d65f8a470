package org.forgedtoken.detector.replay;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.replay.input.Input;

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
}

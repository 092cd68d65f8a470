package org.forgedtoken.detector.group;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.ocsf.AlertJson;
import org.forgedtoken.detector.ocsf.BlockJson;
import org.forgedtoken.detector.ocsf.CloudEvents;
import org.forgedtoken.detector.ocsf.IncidentJson;
import org.forgedtoken.detector.ocsf.Links;
import org.jspecify.annotations.Nullable;

/** WRITE: the bytes and headers of what goes out. */
public final class Write {
    private final AlertJson ocsf;
    private final IncidentJson ocsfIncident;

    /** @param productVersion the program's, told in each alert */
    public Write(String productVersion, Links links) {
        this.ocsf = new AlertJson(productVersion, links);
        this.ocsfIncident = new IncidentJson(productVersion, links);
    }

    /** Where a record goes. */
    public enum Destination {
        ALERTS,
        INCIDENTS,
        BLOCKLIST,
        DEAD_LETTERS
    }

    /**
     * One record.
     *
     * @param key null only for a dead letter whose own record had none
     * @param value null: the key's entry is removed
     */
    @SuppressWarnings("ArrayRecordComponent") // it is on its way to a producer, and nobody compares two
    public record Output(Destination to, @Nullable String key, byte @Nullable [] value, Map<String, String> headers) {}

    /**
     * An alert, keyed by its uid.
     *
     * @param writtenAt the wall clock, epoch ms
     */
    public Output alert(Alert alert, long writtenAt) {
        return new Output(
                Destination.ALERTS, alert.key().uid(), ocsf.bytes(alert, writtenAt), CloudEvents.of(alert, writtenAt));
    }

    /**
     * An incident, keyed by its uid: once for those who keep the newest record of each, and once among the alerts.
     *
     * @param writtenAt the wall clock, epoch ms
     */
    public List<Output> incident(Incident incident, long writtenAt) {
        byte[] value = ocsfIncident.bytes(incident, writtenAt);
        Map<String, String> headers = CloudEvents.of(incident, writtenAt);
        String key = incident.key().uid();
        return List.of(
                new Output(Destination.INCIDENTS, key, value, headers),
                new Output(Destination.ALERTS, key, value, headers));
    }

    /** A block entry, placed or renewed. */
    public Output block(BlockEntry entry) {
        return new Output(Destination.BLOCKLIST, entry.key(), BlockJson.bytes(entry), Map.of());
    }

    /** The end of a block entry. */
    public Output unblock(String key) {
        return new Output(Destination.BLOCKLIST, key, null, Map.of());
    }

    /** A dead letter. */
    public static Output deadLetter(DeadLetter letter, @Nullable String key) {
        byte[] excerpt = letter.excerpt().getBytes(StandardCharsets.UTF_8);
        return new Output(Destination.DEAD_LETTERS, key, excerpt, letter.headers());
    }
}

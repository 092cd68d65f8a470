package org.forgedtoken.detector.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident;

/** Keeps in every instance, in memory, the uids of the open verified incidents of keys, and of each the key's issuer. */
final class CompromisedKeys extends ContextualProcessor<String, byte[], Void, Void> {
    @Override
    public void process(Record<String, byte[]> incident) {
        KeyValueStore<String, byte[]> open = context().getStateStore(Memories.COMPROMISED_KEYS);
        WrittenIncident written = incident.value() == null ? null : WrittenIncident.read(incident.value());
        if (written != null && written.isOpen() && written.verified() && written.isOfKey()) {
            open.put(incident.key(), written.issuer().getBytes(StandardCharsets.UTF_8));
        } else {
            open.delete(incident.key());
        }
    }
}

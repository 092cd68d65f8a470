package org.forgedtoken.detector.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident;

/** Keeps in every instance, in memory, the uids of the open verified incidents of keys, and of each the key's issuer. */
final class CompromisedKeys extends ContextualProcessor<String, byte[], Void, Void> {
    /** Reads all of the incidents' topic before the instance begins to work. */
    static void everywhere(StreamsBuilder builder, Topic<String, byte[]> incidents) {
        builder.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(Memories.COMPROMISED_KEYS),
                                Serdes.String(),
                                Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingDisabled(),
                incidents.name(),
                Consumed.with(incidents.keys(), incidents.values()).withName(Memories.COMPROMISED_KEYS),
                CompromisedKeys::new);
    }

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

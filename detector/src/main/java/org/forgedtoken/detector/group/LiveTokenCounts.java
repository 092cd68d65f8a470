package org.forgedtoken.detector.group;

import java.util.HashMap;
import java.util.Map;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.step.IncidentEvent.LiveTokens;
import org.forgedtoken.detector.step.Store;
import org.jspecify.annotations.Nullable;

/** How many legitimate tokens live, by key: the sum over the tasks that judge. Not thread-safe. */
final class LiveTokenCounts {
    private final Store<LiveTokens> store;
    private final Map<IncidentKey, Map<Integer, LiveTokens>> byKey = new HashMap<>();

    LiveTokenCounts(Store<LiveTokens> store) {
        this.store = store;
        store.forEach((name, tokens) -> hold(tokens));
    }

    void take(LiveTokens tokens) {
        IncidentKey key = hold(tokens);
        store.put(key.entity() + '|' + tokens.task(), tokens);
    }

    /** Whether an incident is about a key of which something is known. */
    boolean concerns(IncidentFile file) {
        IncidentKey key = file.key();
        return key != null && byKey.containsKey(key);
    }

    /** Those of the key; negative where it is no key that one could retire. */
    long of(@Nullable IncidentKey key) {
        if (!(key instanceof IncidentKey.OfKey)) {
            return -1;
        }
        return byKey.getOrDefault(key, Map.of()).values().stream()
                .mapToLong(LiveTokens::count)
                .sum();
    }

    private IncidentKey hold(LiveTokens tokens) {
        IncidentKey key = new IncidentKey.OfKey(tokens.issuer(), tokens.keyId());
        byKey.computeIfAbsent(key, k -> new HashMap<>()).put(tokens.task(), tokens);
        return key;
    }
}

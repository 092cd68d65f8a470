package org.forgedtoken.detector.coverage;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The signing keys that an issuer's records name, each with the time of the first: the {@value #MOST} that came first,
 * whatever the order in which they are told.
 */
final class FirstKeys {
    private static final int MOST = 64;

    private static final Comparator<Map.Entry<String, Long>> BY_FIRST =
            Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey());

    private final Map<String, Long> since = new TreeMap<>();

    FirstKeys() {}

    FirstKeys(Map<String, Long> since) {
        since.forEach(this::add);
    }

    /** Returns whether anything has changed. */
    boolean add(String keyId, long time) {
        Long known = since.get(keyId);
        if (known != null && known <= time) {
            return false;
        }
        since.put(keyId, time);
        if (since.size() > MOST) {
            String newest = since.entrySet().stream()
                    .max(BY_FIRST)
                    .map(Map.Entry::getKey)
                    .orElse(keyId);
            since.remove(newest);
            return !newest.equals(keyId);
        }
        return true;
    }

    boolean hasBy(String keyId, long time) {
        Long first = since.get(keyId);
        return first != null && first <= time;
    }

    Map<String, Long> asMap() {
        return new TreeMap<>(since);
    }
}

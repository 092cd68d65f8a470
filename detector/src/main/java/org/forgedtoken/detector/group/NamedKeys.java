package org.forgedtoken.detector.group;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.step.Store;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a campaign's tokens name, of those that were not issued: by the uids of the incidents that these have, opened or
 * not. Not thread-safe.
 */
final class NamedKeys {
    /** A campaign may name what it likes; the incident of one of these is enough. */
    private static final int MOST = 100;

    private final String prefix;
    private final Store<Long> names;
    private final Set<String> uids = new TreeSet<>();
    private @Nullable IncidentKey last;

    /**
     * @param campaign its uid
     * @param names of the members of all incidents
     */
    NamedKeys(String campaign, Store<Long> names) {
        this.prefix = campaign + "|KEYS|";
        this.names = names;
    }

    void restore() {
        names.forEach(prefix, (name, one) -> uids.add(name.substring(prefix.length())));
    }

    void add(Involved.Who who) {
        String keyId = who.keyId();
        if (keyId == null || who.verdict() == Verdict.ISSUED) {
            return;
        }
        IncidentKey key = new IncidentKey.OfKey(who.issuer(), keyId);
        if (!key.equals(last) && uids.size() < MOST && uids.add(key.uid())) {
            names.put(prefix + key.uid(), 1L);
        }
        last = key;
    }

    Set<String> uids() {
        return Collections.unmodifiableSet(uids);
    }
}

package org.forgedtoken.detector.group;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.step.IncidentEvent;
import org.jspecify.annotations.Nullable;

/** The incidents by their uids, opened or not. Not thread-safe. */
final class IncidentFiles {
    private final IncidentPolicy policy;
    private final IncidentState state;
    private final Map<String, IncidentFile> files = new TreeMap<>();
    /** Of which nothing is known but accounts, the oldest first. */
    private final Set<String> unopened = new LinkedHashSet<>();

    IncidentFiles(IncidentPolicy policy, IncidentState state) {
        this.policy = policy;
        this.state = state;
        state.incidents().forEach((uid, memory) -> of(uid).restore(memory));
    }

    /** Takes up which accounts exist, once the shares of the alerts are where they belong. */
    void restoreAccounts() {
        state.accounts().forEach((name, known) -> {
            int bar = name.indexOf('|');
            of(name.substring(0, bar)).account(name.substring(bar + 1), known > 0);
        });
        files.forEach((uid, file) -> {
            file.isWritten();
            if (file.isUnopened()) {
                unopened.add(uid);
            }
        });
    }

    /** In the order of their uids. */
    Collection<IncidentFile> all() {
        return Collections.unmodifiableCollection(files.values());
    }

    @Nullable
    IncidentFile find(String uid) {
        return files.get(uid);
    }

    IncidentFile of(String uid) {
        return files.computeIfAbsent(uid, u -> new IncidentFile(u, policy, state.names()));
    }

    /** The incident; now it is known what it is about. */
    IncidentFile of(Membership membership) {
        String uid = membership.incident().uid();
        unopened.remove(uid);
        IncidentFile file = of(uid);
        if (file.key() == null && membership.incident().isWhole()) {
            file.memory(file.memory().about(membership.incident()));
        }
        return file;
    }

    /** Says whether an account of an incident exists, which may be known before the incident is. */
    void account(IncidentEvent.AccountKnown event) {
        String uid = event.incident();
        if (!files.containsKey(uid)) {
            unopened.add(uid);
            if (unopened.size() > policy.mostUnopened()) {
                forgetOldest();
            }
        }
        IncidentFile file = of(uid);
        if (file.isKnown(event.account()) != null || file.hasRoomForAccount()) {
            file.account(event.account(), event.known());
            state.accounts().put(uid + '|' + event.account(), event.known() ? 1L : 0L);
        }
    }

    private void forgetOldest() {
        String oldest = unopened.iterator().next();
        unopened.remove(oldest);
        state.incidents().remove(oldest);
        IncidentFile file = files.remove(oldest);
        if (file != null) {
            file.accounts().forEach(account -> state.accounts().remove(oldest + '|' + account));
        }
    }
}

package org.forgedtoken.detector.group;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Stores;
import org.jspecify.annotations.Nullable;

/** The incidents by their uids, opened or not. Not thread-safe. */
final class IncidentFiles {
    private final GroupPolicy.IncidentPolicy policy;
    private final Store<IncidentState.IncidentMemory> incidents;
    private final Store<Long> names;
    private final Store<Long> accounts;
    private final Map<String, IncidentFile> files = new TreeMap<>();
    /** Of which nothing is known but accounts, the oldest first. */
    private final Set<String> unopened = new LinkedHashSet<>();

    IncidentFiles(GroupPolicy.IncidentPolicy policy, Stores stores) {
        this.policy = policy;
        this.incidents = stores.of(IncidentState.INCIDENTS);
        this.names = stores.of(IncidentState.INCIDENT_MEMBERS);
        this.accounts = stores.of(IncidentState.INCIDENT_ACCOUNTS);
        incidents.forEach((uid, memory) -> of(uid).restore(memory));
    }

    /** Takes up which accounts exist, once the shares of the alerts are where they belong. */
    void restoreAccounts() {
        accounts.forEach((name, known) -> {
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
        return files.computeIfAbsent(uid, u -> new IncidentFile(u, policy, names));
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
            accounts.put(uid + '|' + event.account(), event.known() ? 1L : 0L);
        }
    }

    /**
     * Puts aside what has changed of an incident itself.
     *
     * @param soonLost whether more will be counted before this is done again
     */
    void save(IncidentFile file, boolean soonLost) {
        incidents.put(file.uid(), file.saved(soonLost));
    }

    private void forgetOldest() {
        String oldest = unopened.iterator().next();
        unopened.remove(oldest);
        incidents.remove(oldest);
        IncidentFile file = files.remove(oldest);
        if (file != null) {
            file.accounts().forEach(account -> accounts.remove(oldest + '|' + account));
        }
    }
}

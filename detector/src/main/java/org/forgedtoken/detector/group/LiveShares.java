package org.forgedtoken.detector.group;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.group.Shares.AccusedTokens;
import org.forgedtoken.detector.group.Shares.ShareMemory;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Stores;
import org.forgedtoken.detector.step.VariantName;

/**
 * Counts at once, so that an incident is up to date at any time, and what is counted stays counted. Which token is accused by
 * which alert is remembered, on disk, until it is taken back. Not thread-safe.
 */
final class LiveShares implements Shares {
    /** Stands in no token's key. */
    private static final String BETWEEN = VariantName.of("", "");

    private final IncidentFiles files;
    private final Store<ShareMemory> alerts;
    private final Store<Long> accused;
    private final Store<Long> tokens;

    /** Takes up the state as it was left. */
    LiveShares(IncidentFiles files, Stores stores) {
        this.files = files;
        this.alerts = stores.of(IncidentState.INCIDENT_ALERTS);
        this.accused = stores.of(IncidentState.INCIDENT_ACCUSED);
        this.tokens = stores.of(IncidentState.INCIDENT_TOKENS);
        alerts.forEach((name, alert) -> {
            int slash = name.indexOf('/');
            files.of(name.substring(slash + 1)).alert(name.substring(0, slash), null, alert);
        });
        tokens.forEach((name, packed) -> {
            IncidentFile file = files.of(name.substring(0, name.indexOf('/')));
            file.accused(file.accused().plus(AccusedTokens.unpacked(packed).one(), 1));
        });
    }

    /** What somebody expects proves nothing; it counts all the same. */
    @Override
    public void counted(IncidentEvent.Counted event) {
        IncidentFile file = files.of(event.incident());
        event.involved().forEach(one -> count(event.alert(), file, one, event.expected()));
    }

    void count(String alert, IncidentFile file, Involved one, boolean expected) {
        file.add(one);
        accuse(alert, one.who().token(), file, expected ? 0 : one.who().proof().ordinal());
    }

    private void accuse(String alert, String token, IncidentFile file, long proof) {
        String name = alert + '/' + token + BETWEEN + file.uid();
        Long before = accused.get(name);
        if (before != null && before >= proof) {
            return;
        }
        accused.put(name, proof);
        change(
                token,
                file,
                before == null ? AccusedTokens.NONE : AccusedTokens.ofAlert(before),
                AccusedTokens.ofAlert(proof));
    }

    private void change(String token, IncidentFile file, AccusedTokens from, AccusedTokens to) {
        String name = file.uid() + '/' + token;
        Long packed = tokens.get(name);
        AccusedTokens before = packed == null ? AccusedTokens.NONE : AccusedTokens.unpacked(packed);
        AccusedTokens now = before.plus(from, -1).plus(to, 1);
        if (now.standing() > 0) {
            tokens.put(name, now.packed());
        } else {
            tokens.remove(name);
        }
        file.accused(file.accused().plus(before.one(), -1).plus(now.one(), 1));
    }

    @Override
    public void stands(IncidentEvent.Stands event, IncidentFile file) {
        set(event.alert(), file, ShareMemory.of(event));
    }

    private void set(String alert, IncidentFile file, ShareMemory now) {
        String name = alert + '/' + file.uid();
        ShareMemory before = alerts.get(name);
        if (!now.equals(before)) {
            alerts.put(name, now);
            file.alert(alert, before, now);
        }
    }

    @Override
    public void left(IncidentEvent.Left event) {
        String alert = event.alert();
        String prefix = alert + '/' + (event.token() == null ? "" : event.token() + BETWEEN);
        List<String> names = new ArrayList<>();
        accused.forEach(prefix, (name, proof) -> names.add(name));
        for (String name : names) {
            int end = name.lastIndexOf(BETWEEN);
            IncidentFile file = files.of(name.substring(end + BETWEEN.length()));
            Long proof = accused.get(name);
            accused.remove(name);
            String token = name.substring(alert.length() + 1, end);
            change(token, file, AccusedTokens.ofAlert(proof == null ? 0 : proof), AccusedTokens.NONE);
            file.fell(event.reason());
        }
        if (event.token() == null) {
            fall(alert, event.reason());
        }
    }

    private void fall(String alert, StatusDetail reason) {
        List<String> names = new ArrayList<>();
        alerts.forEach(alert + '/', (name, head) -> names.add(name));
        for (String name : names) {
            ShareMemory head = alerts.get(name);
            if (head != null) {
                IncidentFile file = files.of(name.substring(alert.length() + 1));
                set(alert, file, head.fallen(reason));
                file.fell(reason);
            }
        }
    }

    /** Live, nothing is told of accounts. */
    @Override
    public void eachAccount(IncidentFile file, Consumer<IncidentAccount> visitor) {}
}

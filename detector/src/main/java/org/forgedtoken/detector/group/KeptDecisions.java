package org.forgedtoken.detector.group;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.step.Store;

/** The newest decisions on what does not stand yet: each is applied when it opens. Not thread-safe. */
final class KeptDecisions {
    private static final int MOST = 10_000;

    private final Store<AnalystAction> store;
    /** The oldest first. */
    private final Set<String> order = new LinkedHashSet<>();

    /** Takes up the state as it was left. */
    KeptDecisions(Store<AnalystAction> store) {
        this.store = store;
        List<AnalystAction> kept = new ArrayList<>();
        store.forEach((name, action) -> kept.add(action));
        kept.sort(Comparator.comparingLong(AnalystAction::time));
        kept.forEach(action -> order.add(name(action)));
    }

    void keep(AnalystAction action) {
        String name = name(action);
        store.put(name, action);
        order.remove(name);
        order.add(name);
        if (order.size() > MOST) {
            remove(order.iterator().next());
        }
    }

    /** What was decided on it, which is not kept any longer. */
    List<AnalystAction> take(String uid) {
        if (order.isEmpty()) {
            return List.of();
        }
        List<AnalystAction> taken = new ArrayList<>();
        store.forEach(uid + '/', (name, action) -> taken.add(action));
        taken.forEach(action -> remove(name(action)));
        return taken;
    }

    /** The alert that opens, with what was decided on it. */
    AlertState applied(AlertState opened) {
        AlertState now = opened;
        for (AnalystAction action : take(opened.key().uid())) {
            now = now.decided(Triage.after(action, now.triage()));
        }
        return now;
    }

    private void remove(String name) {
        store.remove(name);
        order.remove(name);
    }

    /** Of what was decided one after the other the last holds; each regime is one of its own. */
    private static String name(AnalystAction action) {
        return action.uid() + '/' + (action.kind() == AnalystAction.Kind.REPORTED ? action.regime() : "");
    }
}

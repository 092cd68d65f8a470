package org.forgedtoken.detector.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.Store;

/**
 * GROUP's part for canaries: listens for the alerts that they should raise, in the task that would have them. One that is
 * not there in time is an alert of its own, which is closed where the other comes after all. Not thread-safe.
 */
public final class CanaryEcho {
    private static final String MISSED = "missed|";
    private static final long FORGOTTEN_AFTER = 7L * 86_400_000;

    private final long within;
    private final Store<Long> awaited;
    private final Predicate<String> isAlerted;
    private final Consumer<Finding> out;

    /**
     * Takes up the state as it was left.
     *
     * @param awaited when each was planted, by the uid of its alert
     * @param isAlerted whether there is an alert of this uid
     * @param out hears of what is missed
     */
    public CanaryEcho(Settings settings, Store<Long> awaited, Predicate<String> isAlerted, Consumer<Finding> out) {
        this.within = settings.millis(Catalogue.CANARY_WITHIN);
        this.awaited = awaited;
        this.isAlerted = isAlerted;
        this.out = out;
    }

    /** A canary is on its way. */
    public void planted(Finding.Planted planted) {
        if (!isAlerted.test(planted.uid())) {
            awaited.put(planted.uid(), planted.time());
        }
    }

    /** The alert of a canary has been written. */
    public void heard(String uid, long now) {
        awaited.remove(uid);
        Long missed = awaited.get(MISSED + uid);
        if (missed != null) {
            awaited.remove(MISSED + uid);
            out.accept(new Finding.Ended(key(uid), missed, now, 0, evidence(missed), StatusDetail.RECOVERED));
        }
    }

    /** Looks whether one is overdue. */
    public void wallClock(long now) {
        List<Map.Entry<String, Long>> overdue = new ArrayList<>();
        awaited.forEach((uid, planted) -> {
            if (now > planted + (uid.startsWith(MISSED) ? within + FORGOTTEN_AFTER : within)) {
                overdue.add(Map.entry(uid, planted));
            }
        });
        for (Map.Entry<String, Long> one : overdue) {
            String uid = one.getKey();
            long planted = one.getValue();
            awaited.remove(uid);
            if (!uid.startsWith(MISSED)) {
                awaited.put(MISSED + uid, planted);
                out.accept(new Finding.Begun(key(uid), planted, planted + within, 0, evidence(planted), null));
            }
        }
    }

    private static AlertKey key(String uid) {
        return new AlertKey(Rule.CANARY_MISSED, uid);
    }

    private Evidence evidence(long planted) {
        Map<String, String> more = Map.of("planted_at", Long.toString(planted), "within_ms", Long.toString(within));
        return new Evidence(null, null, null, null, List.of(), new TreeMap<>(more));
    }
}

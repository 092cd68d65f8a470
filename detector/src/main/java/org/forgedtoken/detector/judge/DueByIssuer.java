package org.forgedtoken.detector.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.step.DueTimes;
import org.forgedtoken.detector.step.DueTimes.Due;
import org.forgedtoken.detector.step.VariantName;
import org.jspecify.annotations.Nullable;

/** Variants by their issuer and a time, by their {@link VariantName}; all of an issuer can be asked to be looked at. Not thread-safe. */
final class DueByIssuer {
    /**
     * What is to be looked at of an issuer: behind {@code done} (null: from the first) up to {@code last}, and then, if not
     * null, from the first up to {@code before}: whoever has this asked for again and again must not keep the last ones from
     * their turn.
     */
    private record Again(
            @Nullable Due done, Due last, @Nullable Due before) {}

    private final Map<String, DueTimes> byIssuer = new HashMap<>();
    private final Map<String, Again> recheck = new LinkedHashMap<>();
    private int size;

    /** How many are there of all issuers. */
    int size() {
        return size;
    }

    /** How many are there of this one. */
    int count(String issuer) {
        DueTimes due = byIssuer.get(issuer);
        return due == null ? 0 : due.size();
    }

    /** The issuers of which any are there. */
    List<String> issuers() {
        return new ArrayList<>(byIssuer.keySet());
    }

    /** Whether it was not there before. */
    boolean add(String issuer, long time, String name) {
        boolean added = byIssuer.computeIfAbsent(issuer, i -> new DueTimes()).add(time, name);
        size += added ? 1 : 0;
        return added;
    }

    /** Whether it was there. */
    boolean remove(String issuer, long time, String name) {
        DueTimes due = byIssuer.get(issuer);
        boolean removed = due != null && due.remove(time, name);
        removed(issuer, due, removed);
        return removed;
    }

    /** The first of this issuer, if it is due by {@code upTo}, else null. */
    @Nullable
    Due first(String issuer, long upTo) {
        DueTimes due = byIssuer.get(issuer);
        return due == null ? null : due.first(upTo);
    }

    private void removed(String issuer, @Nullable DueTimes due, boolean any) {
        size -= any ? 1 : 0;
        if (any && due != null && due.isEmpty()) {
            byIssuer.remove(issuer);
        }
    }

    /** All that are there now of the issuer are to be looked at. */
    void recheck(String issuer) {
        DueTimes due = byIssuer.get(issuer);
        Due last = due == null ? null : due.last();
        if (last != null) {
            Again underWay = recheck.get(issuer);
            Due done = underWay == null ? null : underWay.done;
            recheck.put(issuer, new Again(done, last, done));
        }
    }

    /** The next one to look at, or null. */
    @Nullable
    Due nextToRecheck() {
        while (!recheck.isEmpty()) {
            Map.Entry<String, Again> first = recheck.entrySet().iterator().next();
            Again again = first.getValue();
            DueTimes due = byIssuer.get(first.getKey());
            Due next = due == null ? null : again.done == null ? due.first(Long.MAX_VALUE) : due.after(again.done);
            if (next != null && next.compareTo(again.last) <= 0) {
                first.setValue(new Again(next, again.last, again.before));
                return next;
            }
            if (again.before == null) {
                recheck.remove(first.getKey());
            } else {
                first.setValue(new Again(null, again.before, null));
            }
        }
        return null;
    }
}

package org.forgedtoken.detector.step;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Involved.Who;
import org.jspecify.annotations.Nullable;

/**
 * Uses that an incident of their source would count: of the last 30 days, and the newest {@value #MOST} that are unlike.
 * Mutable; not thread-safe.
 */
final class HeldUses {
    static final int MOST = 128;
    private static final long REMEMBERED = Duration.ofDays(30).toMillis();

    /** The newest last. */
    private final Map<Who, Involved> uses = new LinkedHashMap<>();

    static HeldUses of(Collection<Involved> left) {
        HeldUses held = new HeldUses();
        left.forEach(held::add);
        return held;
    }

    void add(Involved more) {
        Involved known = uses.remove(more.who());
        Involved sum = known == null ? sharing(more) : known.plus(more);
        uses.put(sum.who(), sum);
        Iterator<Involved> oldest = uses.values().iterator();
        while (uses.size() > MOST || oldest.hasNext()) {
            if (oldest.next().last() >= more.last() - REMEMBERED && uses.size() <= MOST) {
                return;
            }
            oldest.remove();
        }
    }

    /** These accesses are told elsewhere. */
    void take(Involved told) {
        uses.computeIfPresent(
                told.who(),
                (who, held) -> held.accesses() <= told.accesses()
                        ? null
                        : new Involved(who, held.accesses() - told.accesses(), held.first(), held.last()));
    }

    List<Involved> all() {
        return List.copyOf(uses.values());
    }

    long accesses() {
        return uses.values().stream().mapToLong(Involved::accesses).sum();
    }

    int size() {
        return uses.size();
    }

    /** With texts in common with the others: one source mostly uses tokens of one issuer. */
    private Involved sharing(Involved more) {
        if (uses.isEmpty()) {
            return more;
        }
        Who who = more.who();
        Who other = uses.keySet().iterator().next();
        Who shared = new Who(
                who.token(),
                Objects.requireNonNullElse(same(who.issuer(), other.issuer()), who.issuer()),
                who.account(),
                same(who.keyId(), other.keyId()),
                other.source(),
                same(who.endpoint(), other.endpoint()),
                who.verdict(),
                who.verified());
        return new Involved(shared, more.accesses(), more.first(), more.last());
    }

    private static @Nullable String same(@Nullable String text, @Nullable String other) {
        return Objects.equals(text, other) ? other : text;
    }
}

package org.forgedtoken.detector.judge;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.PresentedToken;
import org.forgedtoken.detector.ledger.PresentedToken.State;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.rule.Rule;

/**
 * Tokens of which nothing was proved, and the alerts that rest on their absence all the same: a late issuance takes these
 * back. Not thread-safe.
 */
final class Suspicions {
    private static final String SUSPECTED = "suspected";
    /** Of a token that is used from more sources than this, further alerts remain. */
    private static final int MOST = 32;

    private final Cases cases;

    Suspicions(Cases cases) {
        this.cases = cases;
    }

    /** These alerts rest on the absence of this token. */
    void add(TokenKey key, Variant variant, List<AlertKey> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        String id = SUSPECTED + variant.id();
        Variant before = cases.find(key, id);
        Set<String> all = new LinkedHashSet<>(before == null ? List.of() : before.differing());
        alerts.stream().limit(MOST - all.size()).forEach(alert -> all.add(alert.rule() + " " + alert.entity()));
        Variant now = before == null
                ? new Variant(
                        id,
                        variant.claims(),
                        false,
                        State.SUSPECTED,
                        0,
                        variant.uses(),
                        variant.count(),
                        variant.lastUse(),
                        List.of())
                : before.with(variant.first(), PresentedToken.MOST_SETTLED);
        cases.put(key, now.settled(State.SUSPECTED, 0).differingIn(List.copyOf(all)));
    }

    /** The alerts that rest on the absence of such a token. */
    static List<AlertKey> of(Variant suspected) {
        return suspected.differing().stream()
                .map(alert -> alert.split(" ", 2))
                .map(alert -> new AlertKey(Rule.valueOf(alert[0]), alert[1]))
                .toList();
    }
}

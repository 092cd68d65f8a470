package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.ledger.PresentedToken.State;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.rule.source.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Tells WATCH of uses that were judged. Not of those that a gateway refused, or whose signature is known bad: whoever
 * sends them could spoil the habits of any account; and not of a client's own tokens, which are nobody's.
 */
final class Sightings {
    private final KeyIncidents incidents;
    private final ToWatch out;

    Sightings(KeyIncidents incidents, ToWatch out) {
        this.incidents = incidents;
        this.out = out;
    }

    /** One use has its verdict. */
    void judged(AccessRecord use, Standing standing) {
        judged(use, 1, standing, null);
    }

    /** All uses of the variant have their verdict; where they had another one before, they have been counted already. */
    void judged(Variant variant, Standing standing) {
        boolean told = isTold(variant);
        variant.eachUse((use, accesses) -> judged(use, told ? 0 : accesses, standing, null));
    }

    /** The same, of a forged token, which belongs to the incident of its key as it was known at {@code knownAt}. */
    void forged(Variant variant, Verdict verdict, long knownAt) {
        if (!isTold(variant)) {
            variant.eachUse(
                    (use, accesses) -> judged(use, accesses, Standing.FORGED, incidents.of(use, verdict, knownAt)));
        }
    }

    private static boolean isTold(Variant variant) {
        return variant.state() == State.NEVER_ISSUED || variant.state() == State.ALTERED;
    }

    private void judged(AccessRecord use, long accesses, Standing standing, @Nullable IncidentKey incident) {
        TokenClaims token = use.token();
        String account = token.account();
        if (!use.accepted() || Cases.isSilent(use) || account == null || account.equals(token.client())) {
            return;
        }
        out.watch(new Watched(
                use.time(),
                accesses,
                account,
                Source.of(use.request().sourceIp()),
                standing,
                incident == null ? null : incident.uid()));
    }
}

package org.forgedtoken.detector.step;

import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.ledger.PresentedToken.State;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.rule.source.Standing;

/**
 * Tells WATCH of uses that were judged. Not of those that a gateway refused, or whose signature is known bad: whoever
 * sends them could spoil the habits of any account; and not of a client's own tokens, which are nobody's.
 */
final class Sightings {
    private final ToWatch out;

    Sightings(ToWatch out) {
        this.out = out;
    }

    /** One use has its verdict. */
    void judged(AccessRecord use, Standing standing) {
        judged(use, 1, standing);
    }

    /** All uses of the variant have their verdict; where they had another one before, they have been told already. */
    void judged(Variant variant, Standing standing) {
        if (variant.state() != State.NEVER_ISSUED && variant.state() != State.ALTERED) {
            variant.eachUse((use, accesses) -> judged(use, accesses, standing));
        }
    }

    private void judged(AccessRecord use, long accesses, Standing standing) {
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
                null,
                use.signature() == Signature.VALID,
                use.origin()));
    }
}

package org.forgedtoken.detector.judge;

import java.nio.charset.StandardCharsets;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Proof;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.rule.source.TrustClass;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.Watched;
import org.jspecify.annotations.Nullable;

/**
 * Tells WATCH of uses that were judged. Not of those whose signature is known bad: whoever sends them could accuse any
 * source of any account; and not of a client's own tokens, which are nobody's. Those that a gateway refused although the
 * signature is known good are told as well: who walks through accounts with a stolen key does so where he is refused, too.
 * But not where the token expired long ago: on a Monday morning a whole office tries those of Friday.
 */
final class Sightings {
    private final KeyIncidents incidents;
    private final boolean hasAccounts;
    private final Emit out;

    /** @param hasAccounts whether there is an accounts feed, by which tokens that were issued are looked up too */
    Sightings(KeyIncidents incidents, boolean hasAccounts, Emit out) {
        this.incidents = incidents;
        this.hasAccounts = hasAccounts;
        this.out = out;
    }

    /** One use has its verdict, and changes nothing else; it states its account, which is not its client. */
    void ordinary(PlainUse use) {
        if (!hasAccounts) {
            out.ordinary(use);
            return;
        }
        String account = use.accountText();
        Involved.Who who = new Involved.Who(
                new String(use.key(), StandardCharsets.ISO_8859_1),
                use.issuer(),
                account,
                use.keyId(),
                use.source(),
                Involved.PathTemplate.of(use.path()),
                Verdict.ISSUED,
                Proof.NONE);
        Watched seen = new Watched(use.time(), 1, account, use.source(), TrustClass.ISSUED, null, who);
        out.to(Channel.WATCH_ACCOUNTS, seen);
        out.to(Channel.WATCH_SOURCES, seen.withoutToken());
    }

    /** One use has its verdict. */
    void judged(TokenKey key, AccessRecord use, Verdict verdict) {
        judged(key, use, use.time(), 1, TrustClass.of(verdict, null), verdict, null);
    }

    /** All uses of the variant have their verdict; where they had another one before, they have been counted already. */
    void judged(TokenKey key, Variant variant, Verdict verdict, @Nullable Undetermined reason) {
        TrustClass trust = TrustClass.of(verdict, reason);
        if (!variant.state().waits()) {
            variant.uses().forEach(use -> judged(key, use, use.time(), 0, trust, verdict, null));
        } else {
            variant.eachTime((use, time, accesses) -> {
                if (use.accepted() || reason != Undetermined.EXPIRED) {
                    judged(key, use, time, accesses, trust, verdict, null);
                }
            });
        }
    }

    /** The same, of a forged token, which belongs to the incident of its key as it was known at {@code knownAt}. */
    void forged(TokenKey key, Variant variant, Verdict verdict, long knownAt) {
        if (variant.state().waits()) {
            variant.eachTime((use, time, accesses) ->
                    judged(key, use, time, accesses, TrustClass.FORGED, verdict, incidents.of(use, verdict, knownAt)));
        }
    }

    private void judged(
            TokenKey key,
            AccessRecord use,
            long time,
            long accesses,
            TrustClass trust,
            Verdict verdict,
            @Nullable IncidentKey incident) {
        TokenClaims token = use.token();
        String account = token.account();
        if (Cases.isSilent(use) || account == null || account.equals(token.client())) {
            return;
        }
        if (trust == TrustClass.ISSUED && use.presentation().further()) {
            return; // of one request one token is enough
        }
        Watched seen = new Watched(
                time,
                accesses,
                account,
                Source.of(use.request().sourceIp()),
                trust,
                incident == null ? null : incident.uid(),
                isOfInterest(accesses, trust, incident) ? Involved.Who.of(key, use, verdict, Proof.NONE) : null);
        out.to(Channel.WATCH_ACCOUNTS, hasAccounts ? seen : seen.counted());
        out.to(Channel.WATCH_SOURCES, trust == TrustClass.ISSUED ? seen.withoutToken() : seen);
    }

    /** An incident of the source counts what no incident of a key does, and what was issued to nobody. */
    private boolean isOfInterest(long accesses, TrustClass trust, @Nullable IncidentKey incident) {
        return accesses > 0 && incident == null && (trust != TrustClass.ISSUED || hasAccounts);
    }
}

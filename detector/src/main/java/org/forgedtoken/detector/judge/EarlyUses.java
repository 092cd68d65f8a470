package org.forgedtoken.detector.judge;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.PresentedToken.State;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.UseRule;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.step.Emit;
import org.jspecify.annotations.Nullable;

/**
 * {@code token-used-before-issue} of tokens that still wait for their verdict: it does not wait for the time that they claim
 * to be issued at, only until every issuance has been read that may have come before the use. The verdict then tells the
 * same uses again, without counting them twice. Not thread-safe.
 */
final class EarlyUses {
    private static final List<String> TOLD = List.of(Rule.TOKEN_USED_BEFORE_ISSUE.id());

    private final UseRule rule;
    private final long wait;
    private final Schedule schedule;
    private final KeyIncidents incidents;
    private final Emit out;

    /** @param wait skew and grace, ms */
    EarlyUses(UseRule rule, long wait, Schedule schedule, KeyIncidents incidents, Emit out) {
        this.rule = rule;
        this.wait = wait;
        this.schedule = schedule;
        this.incidents = incidents;
        this.out = out;
    }

    /** The variant as it waits until coverage has come to {@code needed}, or to where its first use can be told. */
    Variant waiting(TokenKey key, Variant variant, long needed) {
        AccessRecord first = variant.first();
        long decidable = first.time() + wait;
        if (variant.isToldAsEarly() || needed <= decidable || !isEarly(variant)) {
            return variant.in(State.WAITING, needed);
        }
        return schedule.frontier(variant.claims().issuer()) < decidable
                ? variant.in(State.WAITING, decidable)
                : variant.in(State.WAITING, needed).differingIn(TOLD);
    }

    /** Tells the uses of a variant that belong to no incident yet. */
    void tell(TokenKey key, Variant variant) {
        tell(key, variant, use -> null);
    }

    /** Tells the uses of a variant that will get no verdict any more. */
    void tellLast(TokenKey key, Variant variant, long knownAt) {
        tell(key, variant, use -> incidents.of(use, Verdict.UNDETERMINED, knownAt));
    }

    private void tell(TokenKey key, Variant variant, Function<AccessRecord, @Nullable IncidentKey> incident) {
        Gathered found = new Gathered(key, incident, variant);
        String entity = TimeChecks.entity(key, variant.claims());
        Map<String, String> more = Map.of("reason", Undetermined.WAITING.label());
        variant.eachUse((use, accesses) -> {
            if (rule.isBeforeIssue(use, use.token().issuedAt())) {
                Evidence evidence =
                        new Evidence(use, Verdict.UNDETERMINED, key.kind(), null, List.of(), new TreeMap<>(more));
                found.add(Rule.TOKEN_USED_BEFORE_ISSUE, entity, use, use.time(), accesses, evidence, null);
            }
        });
        found.tell(out);
    }

    /** What was told of uses by the token's own claim falls where they are not earlier than {@code issuedAt} (epoch ms). */
    void giveWay(TokenKey key, Variant variant, long issuedAt) {
        if (variant.isToldAsEarly() && variant.uses().stream().noneMatch(use -> rule.isBeforeIssue(use, issuedAt))) {
            AlertKey alert = new AlertKey(Rule.TOKEN_USED_BEFORE_ISSUE, TimeChecks.entity(key, variant.claims()));
            out.finding(new Finding.Withdrawn(alert, StatusDetail.LATE_ISSUANCE));
        }
    }

    /** A token of another kind makes no alert of its own. */
    private boolean isEarly(Variant variant) {
        AccessRecord first = variant.first();
        return !variant.silent()
                && Absence.claimedKind(first) == null
                && rule.isBeforeIssue(first, first.token().issuedAt());
    }
}

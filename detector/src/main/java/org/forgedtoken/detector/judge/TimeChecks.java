package org.forgedtoken.detector.judge;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.coverage.IssuerFacts;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.LifetimeRule;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.UseRule;
import org.forgedtoken.detector.step.Emit;
import org.jspecify.annotations.Nullable;

/** What is wrong with when a token was used, and with how long it claims to live. Event times, epoch ms. */
final class TimeChecks {
    private final UseRule uses;
    private final LifetimeRule lifetimes;
    private final Coverage coverage;
    private final IssuerHabits habits;
    private final Emit out;

    TimeChecks(UseRule uses, JudgePolicy policy, Coverage coverage, IssuerHabits habits, Emit out) {
        this.uses = uses;
        this.lifetimes = new LifetimeRule(policy.maxLife());
        this.coverage = coverage;
        this.habits = habits;
        this.out = out;
    }

    /** By the token's own claims, where the ledger has none. */
    void own(
            Gathered found,
            TokenKey key,
            AccessRecord use,
            long accesses,
            Evidence evidence,
            @Nullable Undetermined reason,
            IssuerFacts facts,
            long knownAt,
            long revokedAt) {
        TokenClaims own = use.token();
        check(found, key, use, accesses, evidence, false, own.issuedAt(), own.expiresAt(), revokedAt);
        lifetime(found, key, use, accesses, evidence, reason, facts, knownAt);
    }

    void lifetime(
            Gathered found,
            TokenKey key,
            AccessRecord use,
            long accesses,
            Evidence evidence,
            @Nullable Undetermined reason,
            IssuerFacts facts,
            long knownAt) {
        if (!lifetimes.fires(use, reason, facts, knownAt)) {
            return;
        }
        if (reason == Undetermined.BEFORE_LEDGER) {
            // whose ledger has just begun has many such tokens, and none of them need be forged
            outsideIncidents(key, Rule.TOKEN_LIFETIME_IMPOSSIBLE, use, accesses, evidence);
        } else {
            String entity = entity(key, use.token());
            found.add(Rule.TOKEN_LIFETIME_IMPOSSIBLE, entity, use, use.time(), accesses, evidence, null);
        }
    }

    /** The entity of the alerts of which there is one an issuer and key. */
    static String ofKey(TokenClaims token) {
        String keyId = token.keyId() == null ? "" : token.keyId();
        return TokenKey.encode(token.issuer()) + '|' + TokenKey.encode(keyId);
    }

    private void outsideIncidents(TokenKey key, Rule rule, AccessRecord use, long accesses, Evidence evidence) {
        String entity = ofKey(use.token());
        Gathered apart = new Gathered(key);
        apart.add(rule, entity, use, use.time(), accesses, evidence, null);
        apart.tell(out);
    }

    void check(
            Gathered found,
            TokenKey key,
            AccessRecord use,
            long accesses,
            Evidence evidence,
            boolean isInLedger,
            long issuedAt,
            long expiresAt,
            long revokedAt) {
        for (Rule rule : uses.broken(use, issuedAt, expiresAt, revokedAt)) {
            SortedMap<String, String> times = deciding(rule, use.token(), issuedAt, expiresAt, revokedAt);
            Evidence told = times.isEmpty()
                    ? evidence
                    : new Evidence(
                            use,
                            evidence.verdict(),
                            evidence.identity(),
                            evidence.coverage(),
                            evidence.differences(),
                            times);
            boolean isUsual = rule == Rule.TOKEN_USED_AFTER_EXPIRY && isUsual(use);
            if (rule == Rule.TOKEN_USED_AFTER_EXPIRY && !isInLedger) {
                Evidence of = isUsual ? told : told.raised("no expired token of the issuer was accepted in 7 d");
                outsideIncidents(key, rule, use, accesses, of);
            } else {
                found.add(rule, entity(key, use.token()), use, use.time(), accesses, told, null);
            }
        }
    }

    /** Whether the gateway accepts expired tokens of this issuer: one that checks accepts none. */
    private boolean isUsual(AccessRecord use) {
        String issuer = use.token().issuer();
        return !coverage.carries(issuer) || habits.of(issuer).wasLateBefore(use.time());
    }

    /** What the use was held against, where the token does not say so itself. */
    private static SortedMap<String, String> deciding(
            Rule rule, TokenClaims own, long issuedAt, long expiresAt, long revokedAt) {
        if (rule == Rule.TOKEN_USED_AFTER_REVOCATION) {
            return revoked(revokedAt);
        }
        SortedMap<String, String> times = new TreeMap<>();
        if (rule == Rule.TOKEN_USED_BEFORE_ISSUE && issuedAt != own.issuedAt()) {
            times.put("ledger_issued_at", Long.toString(issuedAt));
        } else if (rule == Rule.TOKEN_USED_AFTER_EXPIRY && expiresAt != own.expiresAt()) {
            times.put("ledger_expires_at", Long.toString(expiresAt));
        }
        return times;
    }

    static SortedMap<String, String> revoked(long revokedAt) {
        return new TreeMap<>(Map.of("revoked_at", Long.toString(revokedAt)));
    }

    /** Under an identity without ids, a token is told apart by its times. */
    static String entity(TokenKey key, TokenClaims claims) {
        if (key.kind() != IdentityKind.TUPLE) {
            return key.text();
        }
        return key.text() + '|' + (Times.known(claims.issuedAt()) ? claims.issuedAt() : "");
    }
}

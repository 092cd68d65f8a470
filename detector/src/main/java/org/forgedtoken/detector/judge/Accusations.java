package org.forgedtoken.detector.judge;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.coverage.Hole;
import org.forgedtoken.detector.coverage.IssuerFacts;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.rule.ComparisonRule;
import org.forgedtoken.detector.rule.Difference;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.UseRule;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.step.Emit;
import org.jspecify.annotations.Nullable;

/** Puts what JUDGE has found into findings: which rule, about what, with which evidence, blocking what. */
final class Accusations {
    private static final SortedMap<String, String> NOTHING_MORE = new TreeMap<>();

    private final int partition;
    private final UseRule uses;
    private final TimeChecks times;
    private final KeyIncidents incidents;
    private final Emit out;

    Accusations(int partition, UseRule uses, TimeChecks times, KeyIncidents incidents, Emit out) {
        this.partition = partition;
        this.uses = uses;
        this.times = times;
        this.incidents = incidents;
        this.out = out;
    }

    /** Uses of a token that the ledger vouches for: only when it was used can be wrong. */
    void issued(TokenKey key, AccessRecord use, Statement statement, long revokedAt, boolean toldAsEarly) {
        long expiresAt = expiry(statement, use);
        if (uses.broken(use, statement.issuedAt(), expiresAt, revokedAt).isEmpty()) {
            return;
        }
        Evidence evidence = evidence(key, use, Verdict.ISSUED, null, List.of(), NOTHING_MORE);
        Gathered found = new Gathered(key, toldAsEarly);
        times.check(found, key, use, 1, evidence, true, statement.issuedAt(), expiresAt, revokedAt);
        found.tell(out);
    }

    /**
     * The token is vouched for after all: what its own claims said of its first and last use gives way to what the ledger says.
     */
    void acquitted(TokenKey key, Variant variant, Statement statement, long revokedAt) {
        if (variant.silent()) {
            return;
        }
        String entity = TimeChecks.entity(key, variant.claims());
        Set<Rule> told = EnumSet.noneOf(Rule.class);
        Map<Rule, AccessRecord> holds = new EnumMap<>(Rule.class);
        for (AccessRecord use : variant.uses()) {
            told.addAll(uses.broken(use, use.token().issuedAt(), use.token().expiresAt(), revokedAt));
            uses.broken(use, statement.issuedAt(), expiry(statement, use), revokedAt)
                    .forEach(rule -> holds.putIfAbsent(rule, use));
        }
        if (told.remove(Rule.TOKEN_USED_AFTER_EXPIRY)) {
            AlertKey ofKey = new AlertKey(Rule.TOKEN_USED_AFTER_EXPIRY, TimeChecks.ofKey(variant.claims()));
            String content = Gathered.content(key, variant.id());
            out.finding(new Finding.Withdrawn(ofKey, content, StatusDetail.LATE_ISSUANCE));
        }
        for (Rule rule : told) {
            if (!holds.containsKey(rule)) {
                out.finding(new Finding.Withdrawn(new AlertKey(rule, entity), StatusDetail.LATE_ISSUANCE));
            }
        }
        holds.forEach((rule, use) -> {
            if (told.contains(rule)) {
                out.finding(new Finding.Cleared(new AlertKey(rule, entity)));
            } else {
                tell(key, rule, entity, use, evidence(key, use, Verdict.ISSUED, null, List.of(), NOTHING_MORE));
            }
        });
    }

    /** Uses of a token that was never issued. */
    void neverIssued(TokenKey key, Variant variant, Stretch stretch, IssuerFacts facts, long knownAt, long revokedAt) {
        String entity = TimeChecks.entity(key, variant.claims());
        Gathered found = new Gathered(key, use -> incidents.of(use, Verdict.NEVER_ISSUED, knownAt), variant);
        variant.eachUse((use, accesses) -> {
            Evidence evidence = evidence(key, use, Verdict.NEVER_ISSUED, stretch, List.of(), NOTHING_MORE);
            String block = key.kind() == IdentityKind.TUPLE ? null : key.text();
            found.add(Rule.TOKEN_NEVER_ISSUED, entity, use, knownAt, accesses, evidence, block);
            times.own(found, key, use, accesses, evidence, null, facts, knownAt, revokedAt);
        });
        found.tell(out);
    }

    /** Uses of a token whose id is in the ledger with other content. */
    void altered(
            TokenKey key,
            Variant variant,
            ComparisonRule.Result result,
            IssuerFacts facts,
            long knownAt,
            long revokedAt) {
        List<Difference> differences = List.copyOf(result.differing().values());
        String owner = result.statement().claims().account();
        SortedMap<String, String> more = owner == null ? NOTHING_MORE : new TreeMap<>(Map.of("ledger_account", owner));
        String block = byDigest(key, variant.claims());
        Gathered found = new Gathered(key, use -> incidents.of(use, Verdict.ALTERED, knownAt), variant);
        variant.eachUse((use, accesses) -> {
            Evidence evidence = evidence(key, use, Verdict.ALTERED, null, differences, more);
            found.add(Rule.TOKEN_ALTERED, alteredEntity(key, variant), use, use.time(), accesses, evidence, block);
            Statement ledger = result.statement();
            times.check(found, key, use, accesses, evidence, true, ledger.issuedAt(), expiry(ledger, use), revokedAt);
            times.lifetime(found, key, use, accesses, evidence, null, facts, knownAt);
        });
        found.tell(out);
    }

    /**
     * Uses of a token of which nothing can be proved; times and lifetime may still be impossible.
     *
     * @param expected whether the issuer is known not to be in the feed
     * @param lackingId what is to be said of it where the issuer always sets an id and the token has none; else null
     * @return what was found
     */
    Gathered undetermined(
            TokenKey key,
            Variant variant,
            Undetermined reason,
            boolean expected,
            @Nullable SortedMap<String, String> lackingId,
            IssuerFacts facts,
            long knownAt,
            long revokedAt) {
        String issuer = TokenKey.encode(variant.claims().issuer());
        SortedMap<String, String> more = new TreeMap<>(Map.of("reason", reason.label()));
        Gathered found = new Gathered(key, use -> incidents.of(use, Verdict.UNDETERMINED, knownAt), variant);
        variant.eachUse((use, accesses) -> {
            Evidence evidence = evidence(key, use, Verdict.UNDETERMINED, null, List.of(), more);
            if (reason == Undetermined.ISSUER) {
                uncovered(found, use, accesses, evidence, expected);
            } else {
                undecidable(found, use, accesses, evidence, reason);
            }
            if (reason == Undetermined.KIND) {
                return;
            }
            if (lackingId != null) {
                String source = TokenKey.encode(Source.of(use.request().sourceIp()));
                Evidence told = evidence(key, use, Verdict.UNDETERMINED, null, List.of(), and(more, lackingId));
                String block = byDigest(key, use.token());
                found.add(Rule.TOKEN_WITHOUT_ID, issuer + '|' + source, use, use.time(), accesses, told, block);
            }
            times.own(found, key, use, accesses, evidence, reason, facts, knownAt, revokedAt);
        });
        found.tell(out);
        return found;
    }

    /** The token may be one of those that are missing in a hole: only so many can. Nobody counts what was not accepted. */
    void missing(TokenKey key, Variant variant, Hole hole) {
        boolean[] counts = {false};
        variant.eachUse((use, accesses) -> counts[0] |= use.accepted() && use.signature() != Signature.INVALID);
        if (counts[0]) {
            String issuer = variant.claims().issuer();
            String token = new AlertKey(Rule.HOLE_OVERDRAWN, alteredEntity(key, variant)).uid();
            out.finding(new Finding.Missing(holeKey(issuer, hole.since()), issuer, hole, token));
        }
    }

    /** The alert on a hole that begins then. */
    static AlertKey holeKey(String issuer, long since) {
        return new AlertKey(Rule.HOLE_OVERDRAWN, TokenKey.encode(issuer) + '@' + since);
    }

    /** A key that the feed's own issuers publish signs for another: whoever has it may write any issuer beside it. */
    private static void uncovered(
            Gathered found, AccessRecord use, long accesses, Evidence evidence, boolean expected) {
        TokenClaims token = use.token();
        String owner = use.presentation().verifiedFor();
        if (owner != null) {
            String entity = TokenKey.ofSigningKey(owner, token.keyId() == null ? "" : token.keyId());
            Evidence told = evidence.raised("a published key of " + owner + " verifies it");
            found.add(Rule.ISSUER_UNCOVERED, entity, use, use.time(), accesses, told, null);
        } else if (!expected && use.accepted()) {
            String issuer = TokenKey.encode(token.issuer());
            found.add(Rule.ISSUER_UNCOVERED, issuer, use, use.time(), accesses, evidence, null);
        }
    }

    private static void undecidable(
            Gathered found, AccessRecord use, long accesses, Evidence evidence, Undetermined reason) {
        String entity = TokenKey.encode(use.token().issuer()) + '|' + reason.label();
        String claimed = reason == Undetermined.KIND ? Absence.claimedKind(use) : null;
        Evidence told = evidence;
        if (claimed != null) {
            entity += '|' + TokenKey.encode(claimed);
            told = evidence.raised("it is verified, and claims a kind that the issuance feed does not carry")
                    .with(
                            "setting",
                            "have the issuance feed carry " + claimed + " tokens, and list it in kinds of its mapping");
        }
        found.add(Rule.TOKEN_UNDECIDABLE, entity, use, use.time(), accesses, told, null);
    }

    private static SortedMap<String, String> and(SortedMap<String, String> some, SortedMap<String, String> more) {
        SortedMap<String, String> all = new TreeMap<>(some);
        all.putAll(more);
        return all;
    }

    /** A claim of an issuer turned out to be of no use for comparing. */
    void incomparable(TokenKey key, AccessRecord use, String claim) {
        SortedMap<String, String> more = new TreeMap<>(Map.of("reason", Undetermined.IDENTITY.label(), "claim", claim));
        String issuer = TokenKey.encode(use.token().issuer());
        Evidence evidence = evidence(key, use, Verdict.UNDETERMINED, null, List.of(), more);
        tell(key, Rule.TOKEN_UNDECIDABLE, issuer + '|' + Undetermined.IDENTITY.label(), use, evidence);
    }

    /** More tokens wait than may. */
    void overflow(TokenKey key, AccessRecord use) {
        SortedMap<String, String> more = new TreeMap<>(Map.of("reason", Undetermined.OVERFLOW.label()));
        Evidence evidence = evidence(key, use, Verdict.UNDETERMINED, null, List.of(), more);
        tell(key, Rule.PENDING_OVERFLOW, Integer.toString(partition), use, evidence);
    }

    /** The accusation by this rule has fallen, and with it what hung on it. */
    void withdraw(TokenKey key, Variant variant, Rule rule, StatusDetail reason) {
        String entity = TimeChecks.entity(key, variant.claims());
        String accused = rule == Rule.TOKEN_ALTERED ? alteredEntity(key, variant) : entity;
        out.finding(new Finding.Withdrawn(new AlertKey(rule, accused), reason));
        out.finding(new Finding.Withdrawn(new AlertKey(Rule.TOKEN_LIFETIME_IMPOSSIBLE, entity), reason));
    }

    /** The token was issued after all, and this alert rested on its absence. */
    void withdraw(TokenKey key, AlertKey alert, AccessRecord use) {
        String content = Gathered.isOfToken(key, alert.entity()) ? null : Gathered.content(key, use);
        out.finding(new Finding.Withdrawn(alert, content, StatusDetail.LATE_ISSUANCE));
    }

    /** A revocation can be held against a use only now. */
    void revocation(TokenKey key, AccessRecord use, long revokedAt) {
        if (uses.isAfterRevocation(use, revokedAt)) {
            Evidence evidence = evidence(key, use, Verdict.ISSUED, null, List.of(), TimeChecks.revoked(revokedAt));
            tell(key, Rule.TOKEN_USED_AFTER_REVOCATION, TimeChecks.entity(key, use.token()), use, evidence);
        }
    }

    /** The ledger's, else the token's own, or {@link Times#UNKNOWN}. */
    private static long expiry(Statement ledger, AccessRecord use) {
        long stated = ledger.claims().expiresAt();
        return Times.known(stated) ? stated : use.token().expiresAt();
    }

    private static Evidence evidence(
            TokenKey key,
            AccessRecord use,
            Verdict verdict,
            @Nullable Stretch stretch,
            List<Difference> differences,
            SortedMap<String, String> more) {
        return new Evidence(use, verdict, key.kind(), stretch, differences, more);
    }

    private void tell(TokenKey key, Rule rule, String entity, AccessRecord use, Evidence evidence) {
        Gathered found = new Gathered(key);
        found.add(rule, entity, use, use.time(), 1, evidence, null);
        found.tell(out);
    }

    /**
     * The block entry of this content alone: nobody can keep out an honest token by reusing its id. None where the digest
     * is not known, and none under an identity of which one issuance may vouch for another token.
     */
    private static @Nullable String byDigest(TokenKey key, TokenClaims token) {
        String digest = token.digest();
        return digest == null || key.kind() == IdentityKind.TUPLE
                ? null
                : TokenKey.ofDigest(digest).text();
    }

    private static String alteredEntity(TokenKey key, Variant variant) {
        return key.text() + '|' + variant.id();
    }
}

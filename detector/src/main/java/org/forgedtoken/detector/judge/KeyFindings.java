package org.forgedtoken.detector.judge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.KeyStanding;
import org.forgedtoken.detector.rule.KeyRetiredRule;
import org.forgedtoken.detector.rule.KeyRotationRule;
import org.forgedtoken.detector.rule.KeyUnknownRule;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.step.Emit;
import org.jspecify.annotations.Nullable;

/** What is wrong with a use by what is known of its key now, and how that is put into findings. */
final class KeyFindings {
    private final boolean hasFeed;
    private final SigningKeys keys;
    private final Ledger ledger;
    private final KeyIncidents incidents;
    private final Emit out;
    private final KeyUnknownRule unknown;
    private final KeyRetiredRule retired;
    private final KeyRotationRule rotation;

    KeyFindings(JudgePolicy policy, SigningKeys keys, Ledger ledger, KeyIncidents incidents, Emit out) {
        this.hasFeed = policy.hasKeys();
        this.keys = keys;
        this.ledger = ledger;
        this.incidents = incidents;
        this.out = out;
        this.unknown = new KeyUnknownRule(policy.skew());
        this.retired = new KeyRetiredRule(policy.skew(), policy.settings().millis(Catalogue.REVOCATION_GRACE));
        this.rotation = new KeyRotationRule(
                policy.settings().millis(Catalogue.KEY_MAX_AGE),
                policy.settings().millis(Catalogue.KEY_AT_RISK_MAX_AGE));
    }

    /** Whether the keys feed does not have the key, as far as it was read. */
    boolean isUnlisted(KeyUse use) {
        return hasFeed
                && (!use.isIssued() || use.countedAsUnlisted() > 0)
                && !unknown.isListed(use.time(), keys.listedSince(use.issuer(), use.keyId()));
    }

    /** Whether nothing is wrong with an accepted use of an issued token, by what is known of its key. */
    boolean isInOrder(String issuer, String keyId, long time, long issuedAt) {
        KeyStanding key = keys.at(issuer, keyId, time);
        return (!hasFeed || unknown.isListed(time, keys.listedSince(issuer, keyId)))
                && retired.broken(key, time, issuedAt, Verdict.ISSUED) == null
                && !rotation.isOverdue(key, issuedAt);
    }

    /** Whether the key should not have signed the token, as far as is known. */
    boolean isSignedInVain(KeyUse use) {
        if (use.verdict() == null) {
            return false;
        }
        KeyStanding key = keys.at(use.issuer(), use.keyId(), use.time());
        return retired(key, use) != null || isOverdue(key, use);
    }

    /** Tells what is wrong with these uses of a key, now that no record that applies to them can come any more. */
    void tell(WaitingKey key) {
        String entity = SigningKeys.name(key.issuer(), key.keyId());
        Map<Gathered.Place, Finding.Use> found = new LinkedHashMap<>();
        for (KeyUse waiting : key.uses()) {
            KeyUse use = asKnownNow(waiting);
            if (isUnlisted(use) && unknown.isListed(use.time(), keys.listedSince(use.issuer()))) {
                add(found, Rule.KEY_UNKNOWN, entity, use, use.countedAsUnlisted(), new TreeMap<>());
            }
            KeyStanding standing = keys.at(use.issuer(), use.keyId(), use.time());
            KeyRetiredRule.Reason reason = retired(standing, use);
            if (reason != null) {
                SortedMap<String, String> more = ended(standing, reason);
                add(found, Rule.KEY_RETIRED, entity, use, use.accesses(), more);
            }
            if (isOverdue(standing, use)) {
                String due = Long.toString(rotation.due(standing));
                SortedMap<String, String> more = new TreeMap<>(Map.of("rotation_due_at", due));
                add(found, Rule.KEY_ROTATION_OVERDUE, entity, use, use.accesses(), more);
            }
        }
        found.values().forEach(out::finding);
    }

    /**
     * The ledger has the token of a use that was accused: what rested on its absence, or on its own times, falls, and what is
     * as true of an issued token is no sign of a stolen key any more.
     *
     * @return whether all that is wrong with the use has been told
     */
    boolean acquitted(KeyUse accused, KeyUse now) {
        String entity = SigningKeys.name(accused.issuer(), accused.keyId());
        KeyStanding key = keys.at(accused.issuer(), accused.keyId(), accused.time());
        boolean wasRetired = retired(key, accused) != null;
        boolean isRetired = retired(key, now) != null;
        boolean wasOverdue = isOverdue(key, accused);
        boolean isOverdue = isOverdue(key, now);
        boolean isUnlisted = isUnlisted(accused);
        String content = accused.content();
        settle(new AlertKey(Rule.KEY_RETIRED, entity), content, wasRetired, isRetired, now.isIssued());
        settle(new AlertKey(Rule.KEY_ROTATION_OVERDUE, entity), content, wasOverdue, isOverdue, now.isIssued());
        settle(new AlertKey(Rule.KEY_UNKNOWN, entity), content, isUnlisted, isUnlisted, now.isIssued());
        return (wasRetired || !isRetired) && (wasOverdue || !isOverdue);
    }

    private void settle(AlertKey alert, String content, boolean told, boolean holds, boolean isIssued) {
        if (told && !holds) {
            out.finding(new Finding.Withdrawn(alert, content, StatusDetail.LATE_ISSUANCE));
        } else if (told && isIssued) {
            out.finding(new Finding.Cleared(alert, content));
        }
    }

    /** The feed's first record of the key came, with this time (epoch ms), when uses were told as of an unknown key. */
    void listed(String issuer, String keyId, long since) {
        AlertKey key = new AlertKey(Rule.KEY_UNKNOWN, SigningKeys.name(issuer, keyId));
        out.finding(new Finding.Explained(key, unknown.explainedFrom(since)));
    }

    /** The use could not wait. */
    void overflow(int partition, KeyUse use) {
        Map<Gathered.Place, Finding.Use> found = new LinkedHashMap<>();
        SortedMap<String, String> more = new TreeMap<>(Map.of("reason", "keys"));
        add(found, Rule.PENDING_OVERFLOW, Integer.toString(partition), use, use.accesses(), more);
        found.values().forEach(out::finding);
    }

    /** A token whose issuance is told twice was issued at the earlier time, which may be the one that is told later. */
    private KeyUse asKnownNow(KeyUse use) {
        IssuedToken entry = use.isIssued() || use.verdict() == Verdict.ALTERED ? ledger.get(use.token()) : null;
        return entry != null && entry.statements().size() == 1
                ? use.issuedAt(entry.statements().get(0).issuedAt())
                : use;
    }

    private KeyRetiredRule.@Nullable Reason retired(KeyStanding key, KeyUse use) {
        if (use.verdict() == null) {
            return null;
        }
        long acceptedAt = use.access().accepted() ? use.time() : Times.UNKNOWN;
        return retired.broken(key, acceptedAt, use.issuedAt(), use.verdict());
    }

    private static SortedMap<String, String> ended(KeyStanding key, KeyRetiredRule.Reason reason) {
        long at = switch (reason) {
            case RETIRED -> key.retiredSince();
            case EXPIRED -> key.notAfter();
            case REVOKED -> key.revokedSince();
            case COMPROMISED -> key.suspectSince();
        };
        return new TreeMap<>(Map.of("key_state", reason.label(), "key_ended_at", Long.toString(at)));
    }

    /** When a key signed is the ledger's word, or that of a token whose signature is known good; else anybody's. */
    private boolean isOverdue(KeyStanding key, KeyUse use) {
        boolean signed = use.isIssued() || use.access().signature() == Signature.VALID;
        return signed && rotation.isOverdue(key, use.issuedAt());
    }

    private void add(
            Map<Gathered.Place, Finding.Use> found,
            Rule rule,
            String entity,
            KeyUse use,
            long accesses,
            SortedMap<String, String> more) {
        AccessRecord access = use.access();
        if (access.token().keyId() == null) {
            more.put("ledger_key_id", use.keyId());
        }
        boolean listing = rule == Rule.KEY_UNKNOWN; // asked before there is a verdict, and whatever it is
        if (!listing && Times.known(use.issuedAt())) {
            more.put("signed_at", Long.toString(use.issuedAt()));
        }
        Verdict verdict = use.verdict();
        Evidence evidence =
                new Evidence(access, listing ? null : verdict, use.token().kind(), null, List.of(), more);
        // it joins the incident of a token that is accused itself, and proves nothing
        IncidentKey incident = verdict != null && use.counted() && rule.accusesKey(verdict)
                ? incidents.of(access, verdict, use.knownAt())
                : null;
        AlertKey key = new AlertKey(rule, entity);
        Finding.Use finding = new Finding.Use(
                key,
                new TreeMap<>(Map.of(use.time(), accesses)),
                use.time(),
                access.signature() == Signature.VALID ? use.time() : Times.UNKNOWN,
                evidence,
                null,
                incident == null ? null : new Membership(incident, use.time()),
                List.of(),
                Map.of(use.content(), incident != null));
        add(found, new Gathered.Place(key, incident), finding);
    }

    /** One finding an incident; uses of none go with the first of any, which makes no alert be written twice. */
    private static void add(Map<Gathered.Place, Finding.Use> found, Gathered.Place place, Finding.Use more) {
        Gathered.Place first = found.keySet().stream()
                .filter(other -> other.alert().equals(place.alert()))
                .findFirst()
                .orElse(place);
        if (place.incident() == null) {
            found.merge(first, more, Gathered::together);
            return;
        }
        Finding.Use outside = first.incident() == null ? found.remove(first) : null;
        found.merge(place, outside == null ? more : Gathered.together(outside, more), Gathered::together);
    }
}

package org.forgedtoken.detector.judge;

import java.util.HashSet;
import java.util.Set;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.rule.Verdict;

/**
 * Which incident a use of a forged token belongs to. A key that it names has an incident of its own where the key is
 * known, or where the signature is known good; else what an attacker may name at will would make as many incidents.
 * Event times, epoch ms. Not thread-safe.
 */
final class KeyIncidents {
    private final Coverage coverage;
    private final SigningKeys keys;
    private final long settled;
    private final long most;
    private final Set<IncidentKey> strangers = new HashSet<>();

    /**
     * @param grace ms, by which records may be late
     * @param most so many keys that nothing but a good signature vouches for have incidents of their own: where a gateway
     *     ignores the key id, whoever has one key can write any name on it
     */
    KeyIncidents(Coverage coverage, SigningKeys keys, long grace, long most) {
        this.coverage = coverage;
        this.keys = keys;
        this.settled = 2 * grace;
        this.most = most;
    }

    /**
     * Which keys are known is asked as of a time at which no order of arrival matters: where the token was never issued,
     * that at which this could be decided; else, since other verdicts may fall at once, and where the token claims to be
     * old, well before its use.
     *
     * @param knownAt the time at which the token could be decided
     */
    IncidentKey of(AccessRecord use, Verdict verdict, long knownAt) {
        long before = use.time() - settled;
        long asOf = verdict == Verdict.NEVER_ISSUED ? Math.max(knownAt, before) : before;
        String issuer = use.token().issuer();
        String keyId = use.token().keyId();
        if (keyId != null && isKnown(issuer, keyId, asOf)) {
            return new IncidentKey.OfKey(issuer, keyId);
        }
        if (use.signature() == Signature.VALID) {
            return verified(issuer, keyId == null ? "" : keyId);
        }
        return coverage.carries(issuer) ? new IncidentKey.OfUnknownKeys(issuer) : new IncidentKey.OfUncoveredIssuers();
    }

    /** Whether anything but the token itself names the key. */
    private boolean isKnown(String issuer, String keyId, long knownAt) {
        return coverage.facts(issuer).knowsKey(keyId, knownAt) || keys.isKnown(issuer, keyId, knownAt);
    }

    private IncidentKey verified(String issuer, String keyId) {
        IncidentKey own = keyId.isEmpty() ? new IncidentKey.OfSomeKey(issuer) : new IncidentKey.OfKey(issuer, keyId);
        if (strangers.contains(own)) {
            return own;
        }
        if (strangers.size() < most) {
            strangers.add(own);
            return own;
        }
        return new IncidentKey.OfSomeKey(coverage.carries(issuer) ? issuer : "");
    }
}

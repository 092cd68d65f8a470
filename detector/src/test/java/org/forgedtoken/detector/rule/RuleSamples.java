package org.forgedtoken.detector.rule;

import java.util.List;
import org.forgedtoken.detector.coverage.Heard;
import org.forgedtoken.detector.coverage.IssuerFacts;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.jspecify.annotations.Nullable;

/** What rules are asked about, all of one issuer; every time is epoch ms. */
final class RuleSamples {
    static final String ISSUER = "https://idp";
    static final long SECOND = 1_000;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;
    static final long SKEW = MINUTE;
    static final long GRACE = 2 * MINUTE;
    /** 2 March 2026, 10:00. */
    static final long TEN = 1_772_445_600_000L;

    private RuleSamples() {}

    /** A token that states no more than its times. */
    static TokenClaims token(long issuedAt, long expiresAt) {
        return new TokenClaims(ISSUER, "t", false, null, null, null, null, issuedAt, expiresAt);
    }

    static TokenClaims tokenOfKind(String kind, long issuedAt, long expiresAt) {
        return new TokenClaims(ISSUER, "t", false, null, null, null, null, issuedAt, expiresAt, kind);
    }

    static AccessRecord accepted(long time, TokenClaims token) {
        return use(time, token, true);
    }

    static AccessRecord refused(long time, TokenClaims token) {
        return use(time, token, false);
    }

    private static AccessRecord use(long time, TokenClaims token, boolean accepted) {
        Request request = new Request(null, null, null, null, 0, null);
        return new AccessRecord(time, token, request, Signature.VALID, accepted, "access:1");
    }

    /** An issuance of a token with an id, that states a life or (unknown) none. */
    static Heard.Issuance issuance(long time, long lifetime) {
        return new Heard.Issuance(ISSUER, time, IdentityKind.ID, true, lifetime, null, false, null);
    }

    static Heard.Issuance issuanceOfKind(long time, @Nullable String kind, long lifetime) {
        return new Heard.Issuance(ISSUER, time, IdentityKind.ID, true, lifetime, null, false, kind);
    }

    static Heard.Issuance issuanceBy(IdentityKind identity, long time) {
        return new Heard.Issuance(ISSUER, time, identity, false, Times.UNKNOWN, null, true, null);
    }

    static IssuerFacts facts(Heard.Issuance... issuances) {
        IssuerFacts facts = new IssuerFacts();
        List.of(issuances).forEach(facts::learn);
        return facts;
    }

    /** So many issuances, a second apart, the last at this time, each with this life. */
    static IssuerFacts factsOf(int issuances, long last, long lifetime) {
        IssuerFacts facts = new IssuerFacts();
        for (int i = 0; i < issuances; i++) {
            facts.learn(issuance(last - i * SECOND, lifetime));
        }
        return facts;
    }
}

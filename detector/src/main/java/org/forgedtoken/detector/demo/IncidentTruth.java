package org.forgedtoken.detector.demo;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.forgedtoken.detector.demo.Truth.Forgery;
import org.jspecify.annotations.Nullable;

/**
 * What became of one stolen key: the incident that a person must find. All counts are exact.
 *
 * @param keyId null: unverified tokens of keys that nobody knows
 * @param verified whether the gateway found the signature of a token good that was never issued, or altered
 * @param accountsUnknown accounts that do not exist; an accounts feed must say which do
 * @param endpoints path template → accesses
 */
public record IncidentTruth(
        String issuer,
        @Nullable String keyId,
        boolean verified,
        int tokens,
        int accounts,
        int accountsUnknown,
        int sources,
        long accesses,
        Instant firstUse,
        Instant lastUse,
        Map<String, Long> endpoints) {

    /** It as it grows. */
    static final class Tally {
        private final String issuer;
        private final @Nullable String keyId;
        private final Set<String> tokens = new HashSet<>();
        private final Set<String> accounts = new HashSet<>();
        private final Set<String> unknown = new HashSet<>();
        private final Set<String> sources = new HashSet<>();
        private final Map<String, Long> endpoints = new TreeMap<>();
        private boolean verified;
        private long accesses;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;

        Tally(String issuer, @Nullable String keyId) {
            this.issuer = issuer;
            this.keyId = keyId;
        }

        void add(Forgery forgery, SampleToken token, String source, String template) {
            tokens.add(token.key());
            String account = token.account();
            if (account != null) {
                accounts.add(account);
                if (!forgery.accountExists()) {
                    unknown.add(account);
                }
            }
            sources.add(source);
            endpoints.merge(template, 1L, Long::sum);
            // what is undetermined proves nothing, though it may join
            verified |= forgery.verified()
                    && (forgery.outcome() == Outcome.NEVER_ISSUED || forgery.outcome() == Outcome.ALTERED);
            accesses++;
            first = Math.min(first, forgery.time());
            last = Math.max(last, forgery.time());
        }

        IncidentTruth truth() {
            return new IncidentTruth(
                    issuer,
                    keyId,
                    verified,
                    tokens.size(),
                    accounts.size(),
                    unknown.size(),
                    sources.size(),
                    accesses,
                    Instant.ofEpochMilli(first),
                    Instant.ofEpochMilli(last),
                    Collections.unmodifiableMap(new TreeMap<>(endpoints)));
        }
    }
}

package org.forgedtoken.detector.demo;

import java.time.Instant;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    /** @param uses all of this key's, at least one */
    static IncidentTruth of(String issuer, @Nullable String keyId, List<Forgery> uses) {
        LongSummaryStatistics times = uses.stream().mapToLong(Forgery::time).summaryStatistics();
        return new IncidentTruth(
                issuer,
                keyId,
                uses.stream().anyMatch(Forgery::isProof),
                distinct(uses, use -> use.token().key()),
                distinct(uses, use -> use.token().account()),
                distinct(uses, Forgery::unknownAccount),
                distinct(uses, use -> use.visitor().sourceIp()),
                uses.size(),
                Instant.ofEpochMilli(times.getMin()),
                Instant.ofEpochMilli(times.getMax()),
                uses.stream()
                        .collect(Collectors.groupingBy(
                                use -> use.page().template(), TreeMap::new, Collectors.counting())));
    }

    private static int distinct(List<Forgery> uses, Function<Forgery, @Nullable String> member) {
        return (int)
                uses.stream().map(member).filter(Objects::nonNull).distinct().count();
    }
}

package org.forgedtoken.detector.step;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.rule.Rule;
import org.jspecify.annotations.Nullable;

/** The uses that one judgement found something about: one finding an alert, however many uses it rests on. */
final class Gathered {
    private final Map<AlertKey, Finding.Use> findings = new LinkedHashMap<>();

    /** Adds a use; uses of one alert are added in the order of uses. */
    void add(
            Rule rule,
            String entity,
            AccessRecord use,
            long horizon,
            long accesses,
            Evidence evidence,
            @Nullable String blockKey) {
        long verifiedAt = use.signature() == Signature.VALID ? use.time() : Times.UNKNOWN;
        SortedMap<Long, Long> uses = new TreeMap<>(Map.of(use.time(), accesses));
        AlertKey key = new AlertKey(rule, entity);
        findings.merge(key, new Finding.Use(key, uses, horizon, verifiedAt, evidence, blockKey), Gathered::together);
    }

    void tell(ToGroup out) {
        findings.values().forEach(out::finding);
    }

    private static Finding.Use together(Finding.Use first, Finding.Use more) {
        more.uses().forEach((time, accesses) -> first.uses().merge(time, accesses, Long::sum));
        return new Finding.Use(
                first.key(),
                first.uses(),
                first.horizon(),
                Times.known(first.verifiedAt()) ? first.verifiedAt() : more.verifiedAt(),
                first.evidence(),
                first.blockKey());
    }
}

package org.forgedtoken.detector.judge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.alert.Proof;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.VariantName;
import org.jspecify.annotations.Nullable;

/** The uses that one judgement found something about: one finding an alert and incident, however many uses it rests on. */
public final class Gathered {
    private final TokenKey token;
    private final Function<AccessRecord, @Nullable IncidentKey> incidents;
    private final Map<Place, Finding.Use> findings = new LinkedHashMap<>();
    /** The uses of which an incident is told: what several alerts rest on is one access. */
    private final Set<AccessRecord> told = new HashSet<>();
    /** Whether {@code token-used-before-issue} has counted them. */
    private final boolean toldAsEarly;

    /** A use proves, and counts in, the incident of its own key alone. */
    record Place(AlertKey alert, @Nullable IncidentKey incident) {}

    private Gathered(TokenKey token, Function<AccessRecord, @Nullable IncidentKey> incidents, boolean toldAsEarly) {
        this.token = token;
        this.incidents = incidents;
        this.toldAsEarly = toldAsEarly;
    }

    /**
     * Of the uses of a variant.
     *
     * @param incidents to which incident a use belongs, where the rule is one that makes it belong to any
     */
    Gathered(TokenKey token, Function<AccessRecord, @Nullable IncidentKey> incidents, Variant variant) {
        this(token, incidents, variant.isToldAsEarly());
    }

    /** Of uses that belong to no incident. */
    Gathered(TokenKey token) {
        this(token, false);
    }

    /** The same, where {@code token-used-before-issue} may have counted them. */
    Gathered(TokenKey token, boolean toldAsEarly) {
        this(token, use -> null, toldAsEarly);
    }

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
        boolean isCounted = toldAsEarly && rule == Rule.TOKEN_USED_BEFORE_ISSUE;
        SortedMap<Long, Long> uses = new TreeMap<>(Map.of(use.time(), isCounted ? 0 : accesses));
        AlertKey key = new AlertKey(rule, entity);
        Verdict verdict = evidence.verdict();
        IncidentKey incident = verdict == null || !rule.accusesKey(verdict) ? null : incidents.apply(use);
        List<Involved> involved = List.of();
        if (incident != null && verdict != null && told.add(use)) {
            involved = List.of(new Involved(
                    Involved.Who.of(token, use, verdict, proof(rule, use)), accesses, use.time(), use.time()));
        }
        findings.merge(
                new Place(key, incident),
                new Finding.Use(
                        key,
                        uses,
                        horizon,
                        verifiedAt,
                        evidence,
                        blockKey,
                        incident == null ? null : new Membership(incident, use.time()),
                        involved,
                        isOfToken(entity) ? Map.of() : Map.of(content(token, use), incident != null)),
                Gathered::together);
    }

    private static Proof proof(Rule rule, AccessRecord use) {
        if (use.signature() != Signature.VALID || !rule.isCriticalIfVerified()) {
            return Proof.NONE;
        }
        return use.accepted() ? Proof.ACCEPTED : Proof.VERIFIED;
    }

    private boolean isOfToken(String entity) {
        return isOfToken(token, entity);
    }

    /** Whether an alert on this entity is on this token alone. */
    static boolean isOfToken(TokenKey token, String entity) {
        return entity.equals(token.text()) || entity.startsWith(token.text() + '|');
    }

    /** How an alert on several tokens names this one: by its key and content. */
    public static String content(TokenKey token, AccessRecord use) {
        return content(token, Cases.variantId(use));
    }

    public static String content(TokenKey token, String variant) {
        return VariantName.of(token.text(), variant);
    }

    void tell(Emit out) {
        findings.values().forEach(out::finding);
    }

    /** The alerts that fall with the token's issuance. */
    List<AlertKey> restingOnAbsence() {
        return findings.keySet().stream()
                .map(Place::alert)
                .filter(alert -> alert.rule().restsOnAbsence())
                .distinct()
                .toList();
    }

    /** The uses of which an incident is told. */
    Set<AccessRecord> involved() {
        return told;
    }

    /** What such uses have in common. */
    /** One finding of two of the same alert. */
    static Finding.Use together(Finding.Use first, Finding.Use more) {
        more.uses().forEach((time, accesses) -> first.uses().merge(time, accesses, Long::sum));
        return new Finding.Use(
                first.key(),
                first.uses(),
                first.horizon(),
                Times.known(first.verifiedAt()) ? first.verifiedAt() : more.verifiedAt(),
                first.evidence(),
                first.blockKey(),
                Membership.earlier(first.incident(), more.incident()),
                together(first.involved(), more.involved()),
                together(first.contents(), more.contents()));
    }

    private static Map<String, Boolean> together(Map<String, Boolean> some, Map<String, Boolean> more) {
        if (some.equals(more)) {
            return some;
        }
        Map<String, Boolean> all = new HashMap<>(some);
        more.forEach((content, accused) -> all.merge(content, accused, Boolean::logicalOr));
        return all;
    }

    private static List<Involved> together(List<Involved> some, List<Involved> more) {
        Map<Involved.Who, Involved> all = new LinkedHashMap<>();
        some.forEach(one -> all.merge(one.who(), one, Involved::plus));
        more.forEach(one -> all.merge(one.who(), one, Involved::plus));
        return List.copyOf(all.values());
    }
}

package org.forgedtoken.detector.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a site: the ones that sign, one of which takes over from another half-way; one retired before; a backup
 * that lies in a safe, published and never used, until somebody takes it along; and one that is nobody's.
 */
final class KeyRing {
    private static final String SHOP = "https://login.shop.example";
    private static final String PARTNERS = "https://id.partner.example";
    /** Alerts on tokens of others are none of the sample's doing. */
    static final Set<String> ISSUERS = Set.of(SHOP, PARTNERS);

    private static final long DAY = Duration.ofDays(1).toMillis();
    /** Younger than any setting calls overdue. */
    private static final long YOUNG = 60 * DAY;
    /** Older than two years: past every usual {@code key.max-age}. */
    private static final long OVERDUE = 800 * DAY;

    final List<SampleIssuer> issuers = new ArrayList<>();
    /** What the keys feed says, by the time from which each holds. */
    final List<ListedKey> records = new ArrayList<>();
    /** Published and in the keys feed; no issuer signs with it. */
    final SigningKey backup;
    /** Long before the start. */
    final SigningKey retired;
    /** In no list. */
    final SigningKey unknown;
    /** Whose rotation may be overdue. */
    final SigningKey partner;
    /** With their public halves. */
    private final List<SigningKey> published = new ArrayList<>();

    KeyRing(TrafficPlan plan) {
        long seed = plan.seed() * 31;
        SigningKey first = new SigningKey("shop-2025-1", seed + 1);
        SigningKey second = new SigningKey("shop-2025-2", seed + 3);
        backup = new SigningKey("shop-backup-1", seed + 4);
        retired = new SigningKey("shop-2024-1", seed + 5);
        unknown = new SigningKey("shop-test", seed + 6);
        partner = new SigningKey("partner-2024-7", seed + 2);
        NavigableMap<Long, SigningKey> signing = new TreeMap<>(Map.of(Long.MIN_VALUE, first));
        issuers.add(new SampleIssuer(SHOP, true, signing));
        published.add(first);
        if (plan.site().lists()) {
            signing.put(rotation(plan), second);
            published.addAll(List.of(second, backup, retired));
            shopRecords(plan, first, second);
        }
        if (plan.issuers() > 1) {
            issuers.add(new SampleIssuer(PARTNERS, false, new TreeMap<>(Map.of(Long.MIN_VALUE, partner))));
            published.add(partner);
            long age = plan.campaign().extras().rotationOverdue() ? OVERDUE : YOUNG;
            active(PARTNERS, partner, plan.startMillis() - age);
        }
        records.sort(Comparator.comparing(ListedKey::time));
    }

    private void shopRecords(TrafficPlan plan, SigningKey first, SigningKey second) {
        long start = plan.startMillis();
        long rotation = rotation(plan);
        long announced = start + (rotation - start) * 9 / 10;
        long ended = rotation + 2 * plan.timing().longestLife();
        active(SHOP, retired, start - 300 * DAY);
        record(start - 50 * DAY, SHOP, retired, "retired", start - 300 * DAY, start - 50 * DAY, null);
        active(SHOP, first, start - YOUNG);
        record(announced, SHOP, second, "active", rotation, null, null);
        record(ended, SHOP, first, "retired", start - YOUNG, ended, null);
        active(SHOP, backup, start - YOUNG);
        if (!plan.campaign().isNone()) {
            // One who had access to the safe has left, and nobody rotates what is not in use.
            record(start, SHOP, backup, "active", start - YOUNG, null, start);
        }
    }

    private void active(String issuer, SigningKey key, long since) {
        record(since, issuer, key, "active", since, null, null);
    }

    private void record(
            long time,
            String issuer,
            SigningKey key,
            String state,
            long notBefore,
            @Nullable Long notAfter,
            @Nullable Long atRiskSince) {
        records.add(new ListedKey(
                Instant.ofEpochMilli(time),
                key.id(),
                issuer,
                state,
                Instant.ofEpochMilli(notBefore),
                notAfter == null ? null : Instant.ofEpochMilli(notAfter),
                atRiskSince == null ? null : Instant.ofEpochMilli(atRiskSince)));
    }

    /** When the second key takes over, in a whole second. */
    private static long rotation(TrafficPlan plan) {
        return Math.floorDiv(plan.startMillis() + plan.duration().toMillis() / 2, 1_000L) * 1_000;
    }

    /** Whether the issuer or the keys feed knows a key of this name. */
    boolean knows(SigningKey key) {
        return key != unknown;
    }

    /** The public halves, as a JWKS. */
    String jwks() {
        return new JsonObject()
                        .put("keys", published.stream().map(SigningKey::jwk).toList())
                + "\n";
    }

    /**
     * What the keys feed says of one key.
     *
     * @param time from when on it holds
     */
    record ListedKey(
            Instant time,
            String keyId,
            String issuer,
            String state,
            @Nullable Instant notBefore,
            @Nullable Instant notAfter,
            @Nullable Instant atRiskSince) {}

    /**
     * An identity provider of the sample.
     *
     * @param setsIds whether its tokens carry a {@code jti}; without one a token is known by its digest
     * @param keys the keys that it signs with, by the time (epoch ms) from which on each does, the first one from ever on
     */
    record SampleIssuer(String name, boolean setsIds, NavigableMap<Long, SigningKey> keys) {

        /** The key that signs at this time, epoch ms. */
        SigningKey keyAt(long time) {
            return Objects.requireNonNull(keys.floorEntry(time)).getValue();
        }
    }
}

package org.forgedtoken.detector.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.forgedtoken.detector.demo.SampleIssuer.Signing;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a site: the ones that sign, one of which takes over from another half-way; one retired before; a backup
 * that lies in a safe, published and never used, until somebody takes it along; and one that is nobody's.
 */
final class KeyRing {
    private static final String SHOP = "https://login.shop.example";
    private static final String PARTNERS = "https://id.partner.example";
    private static final long DAY = Duration.ofDays(1).toMillis();
    /** Younger than any setting calls overdue. */
    private static final long YOUNG = 60 * DAY;
    /** Older than two years: past every usual {@code key.max-age}. */
    private static final long OVERDUE = 800 * DAY;

    private final List<SampleIssuer> issuers = new ArrayList<>();
    private final List<SigningKey> published = new ArrayList<>();
    private final List<ListedKey> records = new ArrayList<>();
    private final SigningKey backup;
    private final SigningKey retired;
    private final SigningKey unknown;
    private final SigningKey partner;

    KeyRing(TrafficPlan plan) {
        long seed = plan.seed() * 31;
        SigningKey first = new SigningKey("shop-2025-1", seed + 1);
        this.partner = new SigningKey("partner-2024-7", seed + 2);
        SigningKey second = new SigningKey("shop-2025-2", seed + 3);
        this.backup = new SigningKey("shop-backup-1", seed + 4);
        this.retired = new SigningKey("shop-2024-1", seed + 5);
        this.unknown = new SigningKey("shop-test", seed + 6);
        boolean lists = plan.site().lists();
        SampleIssuer shop = lists
                ? new SampleIssuer(
                        SHOP, true, List.of(new Signing(Long.MIN_VALUE, first), new Signing(rotation(plan), second)))
                : SampleIssuer.of(SHOP, true, first);
        issuers.add(shop);
        published.add(first);
        if (lists) {
            published.addAll(List.of(second, backup, retired));
            shopRecords(plan);
        }
        if (plan.issuers() > 1) {
            issuers.add(SampleIssuer.of(PARTNERS, false, partner));
            published.add(partner);
            long age = plan.campaign().extras().rotationOverdue() ? OVERDUE : YOUNG;
            long since = plan.startMillis() - age;
            records.add(new ListedKey(PARTNERS, partner.id(), "active", since, null, null, since));
        }
        records.sort(Comparator.comparingLong(ListedKey::time));
    }

    private void shopRecords(TrafficPlan plan) {
        long start = plan.startMillis();
        long rotation = rotation(plan);
        long announced = start + (rotation - start) * 9 / 10;
        long ended = rotation + 2 * plan.timing().longestLife();
        records.add(new ListedKey(SHOP, retired.id(), "active", start - 300 * DAY, null, null, start - 300 * DAY));
        records.add(new ListedKey(
                SHOP, retired.id(), "retired", start - 300 * DAY, start - 50 * DAY, null, start - 50 * DAY));
        records.add(new ListedKey(SHOP, "shop-2025-1", "active", start - YOUNG, null, null, start - YOUNG));
        records.add(new ListedKey(SHOP, "shop-2025-2", "active", rotation, null, null, announced));
        records.add(new ListedKey(SHOP, "shop-2025-1", "retired", start - YOUNG, ended, null, ended));
        records.add(new ListedKey(SHOP, backup.id(), "active", start - YOUNG, null, null, start - YOUNG));
        if (!plan.campaign().isNone()) {
            // One who had access to the safe has left, and nobody rotates what is not in use.
            records.add(new ListedKey(SHOP, backup.id(), "active", start - YOUNG, null, start, start));
        }
    }

    /** When the second key takes over, in a whole second. */
    private static long rotation(TrafficPlan plan) {
        return Math.floorDiv(plan.startMillis() + plan.duration().toMillis() / 2, 1_000L) * 1_000;
    }

    List<SampleIssuer> issuers() {
        return issuers;
    }

    /** By the time from which each holds. */
    List<ListedKey> records() {
        return records;
    }

    /** Published and in the keys feed; no issuer signs with it. */
    SigningKey backup() {
        return backup;
    }

    /** Retired long before the start. */
    SigningKey retired() {
        return retired;
    }

    /** In no list. */
    SigningKey unknown() {
        return unknown;
    }

    /** The partners' key, whose rotation may be overdue. */
    SigningKey partner() {
        return partner;
    }

    /** Whether the issuer or the keys feed knows a key of this name. */
    boolean knows(SigningKey key) {
        return key != unknown;
    }

    /** The public halves, as a JWKS. */
    String jwks() {
        Stream<String> keys = published.stream().map(SigningKey::jwk);
        return "{\"keys\":[" + String.join(",", keys.toList()) + "]}\n";
    }

    /**
     * What the keys feed says of one key; times in epoch ms.
     *
     * @param time from when on it holds
     */
    record ListedKey(
            String issuer,
            String keyId,
            String state,
            @Nullable Long notBefore,
            @Nullable Long notAfter,
            @Nullable Long atRiskSince,
            long time) {

        String toJson() {
            return new JsonObject()
                    .text("time", text(time))
                    .text("key_id", keyId)
                    .text("issuer", issuer)
                    .text("state", state)
                    .text("not_before", text(notBefore))
                    .text("not_after", text(notAfter))
                    .text("at_risk_since", text(atRiskSince))
                    .toString();
        }

        private static @Nullable String text(@Nullable Long time) {
            return time == null ? null : Instant.ofEpochMilli(time).toString();
        }
    }
}

package org.forgedtoken.detector.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.jspecify.annotations.Nullable;

/** Ledger entries of all kinds, most of the usual one, made from a seed. */
final class LedgerSamples {
    private static final String[] ODD = {
        "", "\ud83d\ude00", "\ud800", "\udc00x", "Jos\u00e9", "\ud64d\uae38\ub3d9", "a\u0000b", "?", "|:%"
    };

    private final SplittableRandom random;

    LedgerSamples(long seed) {
        this.random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    TokenKey key(int most) {
        int number = random.nextInt(most);
        return number % 7 == 0 ? TokenKey.ofDigest(Integer.toHexString(number)) : TokenKey.ofId("idp", "t" + number);
    }

    IssuedToken token() {
        if (random.nextInt(10) > 0) {
            long issued = 1_790_000_000_000L + random.nextInt(1_000_000_000);
            return new IssuedToken(
                    List.of(new Statement(issued, usual(issued))),
                    false,
                    rarely(() -> issued + random.nextInt(9_999), Times.UNKNOWN),
                    issued + random.nextInt(3_000),
                    rarely(() -> random.nextInt(300), 1),
                    contents());
        }
        int statements = random.nextInt(20) == 0 ? 200 : random.nextInt(4);
        List<Statement> all = new ArrayList<>();
        for (int i = 0; i < statements; i++) {
            all.add(new Statement(time(), odd()));
        }
        return new IssuedToken(all, random.nextInt(5) == 0, time(), time(), random.nextInt(300), contents());
    }

    private List<Integer> contents() {
        return Stream.generate(random::nextInt)
                .limit(rarely(() -> random.nextInt(40), random.nextInt(2)))
                .toList();
    }

    private TokenClaims usual(long issued) {
        return new TokenClaims(
                "https://idp.example/realms/" + random.nextInt(2),
                rarely(() -> "id" + random.nextInt(), null),
                rarely(() -> true, false),
                rarely(this::digest, null),
                rarely(this::text, "user" + random.nextInt(100_000_000)),
                "client-" + random.nextInt(3),
                rarely(this::text, "key-1"),
                rarely(this::time, issued),
                rarely(this::time, issued + 3_600_000),
                rarely(() -> "access", null));
    }

    private TokenClaims odd() {
        return new TokenClaims(
                "i" + text(), text(), random.nextBoolean(), text(), text(), text(), text(), time(), time(), text());
    }

    private String digest() {
        StringBuilder digest = new StringBuilder();
        while (digest.length() < 64) {
            digest.append(Character.forDigit(random.nextInt(16), 16));
        }
        return random.nextInt(4) == 0 ? digest.toString().toUpperCase(java.util.Locale.ROOT) : digest.toString();
    }

    private long time() {
        return switch (random.nextInt(6)) {
            case 0 -> Times.UNKNOWN;
            case 1 -> Long.MAX_VALUE - random.nextInt(3);
            case 2 -> random.nextLong();
            case 3 -> -random.nextInt(10_000);
            default -> random.nextLong(3_000_000_000_000L);
        };
    }

    private @Nullable String text() {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> "x".repeat(random.nextInt(300));
            case 2 -> ODD[random.nextInt(ODD.length)];
            default -> "t" + random.nextInt(50);
        };
    }

    private <T extends @Nullable Object> T rarely(Supplier<T> odd, T usual) {
        return random.nextInt(12) == 0 ? odd.get() : usual;
    }
}

package org.forgedtoken.detector.reading.signature;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.reading.jwt.SignedText;
import org.forgedtoken.detector.reading.jwt.TokenDigest;
import org.forgedtoken.detector.reading.signature.KeyCache.KeySource;
import org.forgedtoken.detector.reading.signature.SignatureCheck.Result;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Checks signatures against the issuers' published keys: each distinct token once, and no more than a budget a second
 * (one check takes 50 to 300 µs). What is not checked is {@code UNKNOWN}.
 *
 * <p>A token that its own issuer's keys do not verify is held against those of every other issuer: whoever has a key may
 * write any issuer beside it.
 */
public final class SignatureChecker implements SignatureCheck {
    /** Stands for the issuers that have no set of their own. */
    static final String EVERY_ISSUER = "*";

    /** So many tokens' signatures are remembered: about 100 B each. */
    private static final int REMEMBERED = 100_000;

    private final Map<String, KeyCache> keysByIssuer;
    private final Predicate<String> isShared;
    private final CheckedTokens checked;
    private final CheckBudget budget;

    /**
     * The check that the settings ask for.
     *
     * @param checksPerSecond over all issuers; beyond it a signature stays unknown
     * @param clock wall clock, epoch ms
     * @param fetchers fetch key sets; the first time they are waited for, within the deadline of a fetch
     */
    public static SignatureCheck of(Settings settings, int checksPerSecond, LongSupplier clock, Executor fetchers) {
        Map<String, String> keySets =
                new HashMap<>(settings.each(Catalogue.JWKS).byName());
        keySets.put(EVERY_ISSUER, settings.get(Catalogue.JWKS));
        keySets.values().removeIf(String::isEmpty);
        if (keySets.isEmpty()) {
            return SignatureCheck.NONE;
        }
        Settings.ByName<Boolean> shared = settings.each(Catalogue.JWKS_SHARED);
        // the set of every issuer is that of each which has none of its own
        boolean everyIssuers = shared.fallback()
                || shared.byName().entrySet().stream()
                        .anyMatch(issuer -> issuer.getValue() && !keySets.containsKey(issuer.getKey()));
        Map<String, KeyCache> keys = new HashMap<>();
        keySets.forEach(
                (issuer, place) -> keys.put(issuer, new KeyCache(issuer, KeySource.at(place), clock, fetchers)));
        CompletableFuture.allOf(keys.values().stream().map(KeyCache::refresh).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, KeySource.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return new SignatureChecker(
                keys,
                issuer -> issuer.equals(EVERY_ISSUER) ? everyIssuers : shared.of(issuer),
                new CheckBudget(checksPerSecond, clock),
                REMEMBERED);
    }

    /**
     * @param keysByIssuer for each issuer, or {@link #EVERY_ISSUER}
     * @param isShared whether others may sign with the keys of this issuer
     * @param remembered how many tokens' results are kept
     */
    SignatureChecker(
            Map<String, KeyCache> keysByIssuer, Predicate<String> isShared, CheckBudget budget, int remembered) {
        this.keysByIssuer = Map.copyOf(keysByIssuer);
        this.isShared = isShared;
        this.budget = budget;
        this.checked = new CheckedTokens(remembered);
    }

    /**
     * Whether a set of keys can be used as it is now.
     *
     * @param place its file or address
     * @throws IOException in a clause, where it cannot be read, or has no key with which a signature can be checked
     */
    public static void readKeySet(String place) throws IOException {
        if (KeySet.read(KeySource.at(place).fetch()).isEmpty()) {
            throw new IOException("there is no usable key in it");
        }
    }

    @Override
    public Result check(String issuer, @Nullable String source, String digest, SignedText token) {
        if (token.isUnsigned() || token.isCutOff()) {
            return Result.INVALID;
        }
        JwsAlgorithm algorithm = JwsAlgorithm.named(token.algorithm());
        if (algorithm == null) {
            return Result.UNKNOWN;
        }
        CheckedTokens.Key key = CheckedTokens.key(issuer, digest, token.signature());
        // Another spelling of the same token has another signed text, so only the strict one is remembered.
        Result known = token.isStrict() ? checked.get(key) : null;
        if (known != null) {
            return known;
        }
        if (!budget.take(source)) {
            return Result.UNKNOWN;
        }
        Result result = check(issuer, source, token, algorithm);
        if (token.isStrict() && isFinal(issuer, result)) {
            checked.put(key, result);
        }
        return result;
    }

    /** Whether a later check would say the same: the issuer's own keys may be published or fetched yet. */
    private boolean isFinal(String issuer, Result result) {
        return result.signature() != Signature.UNKNOWN
                || (!keysByIssuer.containsKey(ownerOf(issuer))
                        && keysByIssuer.values().stream()
                                .noneMatch(keys -> keys.keys().isEmpty()));
    }

    private Result check(String issuer, @Nullable String source, SignedText token, JwsAlgorithm algorithm) {
        String owner = ownerOf(issuer);
        KeyCache own = keysByIssuer.get(owner);
        Signature signature = Signature.UNKNOWN;
        if (own != null) {
            KeySet.Result result = own.keys().check(token, algorithm);
            if (result.lacksKey()) {
                result = own.refreshed().check(token, algorithm);
            }
            signature = result.signature();
            if (signature == Signature.VALID) {
                return new Result(signature, result.otherKey(), verifiedFor(issuer, owner));
            }
            budget.spend(source, own.keys().size());
        }
        for (Map.Entry<String, KeyCache> other : keysByIssuer.entrySet()) {
            KeySet keys = other.getKey().equals(owner)
                    ? KeySet.EMPTY
                    : other.getValue().keys();
            budget.spend(source, keys.size());
            if (keys.check(token, algorithm).signature() == Signature.VALID) {
                // an issuer that has keys of its own is not verified by those of another
                Signature verified = isOwn(owner, issuer) ? Signature.UNKNOWN : Signature.VALID;
                return new Result(verified, false, verifiedFor(issuer, other.getKey()));
            }
        }
        return new Result(signature, false, null);
    }

    private String ownerOf(String issuer) {
        return keysByIssuer.containsKey(issuer) ? issuer : EVERY_ISSUER;
    }

    private @Nullable String verifiedFor(String issuer, String owner) {
        return isOwn(owner, issuer) || isShared.test(owner) || isShared.test(issuer) ? null : owner;
    }

    /** A token may name anything its issuer, also what stands for all of them. */
    private static boolean isOwn(String owner, String issuer) {
        return owner.equals(issuer) && !owner.equals(EVERY_ISSUER);
    }

    /** What became of the tokens that were checked last; the least recently used are forgotten. */
    private static final class CheckedTokens {
        private final Map<Key, Result> results;

        /** 128 bits of a SHA-256 over the token and its signature: nobody can make two tokens share one. */
        private record Key(long high, long low) {}

        CheckedTokens(int limit) {
            results = new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Result> eldest) {
                    return size() > limit;
                }
            };
        }

        static Key key(String issuer, String digest, byte[] signature) {
            MessageDigest sha = TokenDigest.sha256();
            sha.update(digest.getBytes(StandardCharsets.US_ASCII)); // of fixed length, so nothing shifts into it
            sha.update(issuer.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            ByteBuffer hash = ByteBuffer.wrap(sha.digest(signature));
            return new Key(hash.getLong(), hash.getLong());
        }

        synchronized @Nullable Result get(Key key) {
            return results.get(key);
        }

        synchronized void put(Key key, Result result) {
            results.put(key, result);
        }
    }

    /** So many checks a second of the wall clock, of which one source gets no more than a hundredth. */
    static final class CheckBudget {
        private static final int SHARE = 100;

        private final int perSecond;
        private final LongSupplier clock;
        /** Of this second, so no more than were taken in it. */
        private final Map<String, Integer> bySource = new HashMap<>();

        private long second = Long.MIN_VALUE;
        private int taken;

        CheckBudget(int perSecond, LongSupplier clock) {
            this.perSecond = perSecond;
            this.clock = clock;
        }

        /**
         * Takes one check, if any is left.
         *
         * @param address who presented the token; what is no address is no source
         */
        synchronized boolean take(@Nullable String address) {
            long now = Math.floorDiv(clock.getAsLong(), 1000L);
            if (now != second) {
                second = now;
                taken = 0;
                bySource.clear();
            }
            if (taken >= perSecond || bySource.getOrDefault(Source.of(address), 0) >= Math.max(1, perSecond / SHARE)) {
                return false;
            }
            spend(address, 1);
            return true;
        }

        /** So many more were made of the token for which one was taken. */
        synchronized void spend(@Nullable String address, int checks) {
            taken += checks;
            String source = Source.of(address);
            if (!source.equals(Source.UNKNOWN)) {
                bySource.merge(source, checks, Integer::sum);
            }
        }
    }
}

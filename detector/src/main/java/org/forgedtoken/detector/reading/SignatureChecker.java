package org.forgedtoken.detector.reading;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.forgedtoken.detector.feed.Signature;
import org.jspecify.annotations.Nullable;

/**
 * Checks signatures against the issuers' published keys: each distinct token once, and no more than a budget a second
 * (one check takes 50 to 300 µs). What is not checked is {@code UNKNOWN}, and counted.
 */
public final class SignatureChecker implements SignatureCheck {
    private final Map<String, KeyCache> keysByIssuer;
    private final @Nullable KeyCache keysOfOthers;
    private final CheckedTokens checked;
    private final CheckBudget budget;
    private final LongAdder overBudget = new LongAdder();

    /**
     * @param keySets for each issuer the address or file of its JWK set
     * @param checksPerSecond over all issuers
     * @param remembered how many tokens' results are kept
     * @param clock wall clock, epoch ms
     */
    public SignatureChecker(Map<String, String> keySets, int checksPerSecond, int remembered, LongSupplier clock) {
        this(keySets, null, checksPerSecond, remembered, clock);
    }

    /**
     * @param keySets for each issuer the address or file of its JWK set
     * @param keySetOfOthers the one of every other issuer, or null
     * @param checksPerSecond over all issuers
     * @param remembered how many tokens' results are kept
     * @param clock wall clock, epoch ms
     */
    public SignatureChecker(
            Map<String, String> keySets,
            @Nullable String keySetOfOthers,
            int checksPerSecond,
            int remembered,
            LongSupplier clock) {
        this(
                keySets.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey,
                                entry -> new KeyCache(entry.getKey(), KeySource.at(entry.getValue()), clock))),
                keySetOfOthers == null ? null : new KeyCache("*", KeySource.at(keySetOfOthers), clock),
                new CheckBudget(checksPerSecond, clock),
                remembered);
    }

    SignatureChecker(Map<String, KeyCache> keysByIssuer, CheckBudget budget, int remembered) {
        this(keysByIssuer, null, budget, remembered);
    }

    private SignatureChecker(
            Map<String, KeyCache> keysByIssuer, @Nullable KeyCache keysOfOthers, CheckBudget budget, int remembered) {
        this.keysByIssuer = keysByIssuer;
        this.keysOfOthers = keysOfOthers;
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
        if (KeySetReader.read(KeySource.at(place).fetch()).isEmpty()) {
            throw new IOException("there is no usable key in it");
        }
    }

    /** How many checks were left out because the second's budget was spent. */
    public long overBudget() {
        return overBudget.sum();
    }

    @Override
    public Signature check(String issuer, String digest, SignedText token) {
        if (token.isUnsigned()) {
            return Signature.INVALID;
        }
        KeyCache keys = keysByIssuer.getOrDefault(issuer, keysOfOthers);
        JwsAlgorithm algorithm = JwsAlgorithm.named(token.algorithm());
        if (keys == null || algorithm == null) {
            return Signature.UNKNOWN;
        }
        if (token.signature().length == 0) {
            return Signature.INVALID;
        }
        CheckedTokens.Key key = CheckedTokens.key(issuer, digest, token.signature());
        // Another spelling of the same token has another signed text, so only the strict one is remembered.
        Signature known = token.isStrict() ? checked.get(key) : null;
        if (known != null) {
            return known;
        }
        if (!budget.take()) {
            overBudget.increment();
            return Signature.UNKNOWN;
        }
        Signature result = check(keys, token, algorithm);
        if (result == null) {
            return Signature.UNKNOWN; // not remembered: the key may be published yet
        }
        if (token.isStrict()) {
            checked.put(key, result);
        }
        return result;
    }

    private static @Nullable Signature check(KeyCache keys, SignedText token, JwsAlgorithm algorithm) {
        Signature result = keys.keys().check(token, algorithm);
        return result != null ? result : keys.refreshed().check(token, algorithm);
    }
}

package org.forgedtoken.detector.reading.signature;

import com.auth0.jwk.InvalidPublicKeyException;
import com.auth0.jwk.Jwk;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.reading.jwt.Base64Url;
import org.forgedtoken.detector.reading.jwt.SignedText;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an issuer publishes, and what they say of a signature. {@code INVALID} silences every other rule for the
 * token, so it is said only where none of them has signed it. Where one has, but proves nothing (it is weak, or published
 * for something else), that is {@code UNKNOWN}, and the ledger decides.
 */
public final class KeySet {
    static final KeySet EMPTY = new KeySet(List.of());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final List<IssuerKey> keys;
    private final boolean named;

    /**
     * What the keys say of one token.
     *
     * @param signature {@code UNKNOWN} also where a key may have been replaced since, or is still to be published
     * @param lacksKey whether the token may mean a key that is not here: keys rotate
     * @param otherKey whether another key has signed it than the one that it names
     */
    record Result(Signature signature, boolean lacksKey, boolean otherKey) {}

    /** A set with public keys in it has been published; a secret in it is no secret, and proves nothing. */
    private KeySet(List<IssuerKey> keys) {
        boolean published = keys.stream().anyMatch(key -> !key.isSecret());
        this.keys = keys.stream().filter(key -> !published || !key.isSecret()).toList();
        this.named = keys.stream().anyMatch(key -> key.keyId() != null);
    }

    /**
     * Reads a JWK set (RFC 7517, section 5), or one JWK. A key that cannot be read is left out; the others count.
     *
     * @throws IOException where it is no JSON object; the message has nothing of it, since a key may be a secret
     */
    public static KeySet read(byte[] json) throws IOException {
        Map<String, Object> set;
        try {
            set = JSON.readValue(json, OBJECT);
        } catch (IOException e) { // also of bytes that are no text
            throw new IOException("no JSON object");
        }
        if (set == null) {
            throw new IOException("no JSON object");
        }
        List<IssuerKey> keys = new ArrayList<>();
        for (Object member : set.get("keys") instanceof List<?> several ? several : List.of(set)) {
            IssuerKey key = member instanceof Map<?, ?> ? IssuerKey.of(JSON.convertValue(member, OBJECT)) : null;
            if (key != null) {
                keys.add(key);
            }
        }
        return new KeySet(keys);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** How many checks a token costs at most. */
    int size() {
        return keys.size();
    }

    /** What is known of a signature, by the key that the token names, else by any. */
    Result check(SignedText token, JwsAlgorithm algorithm) {
        String keyId = token.keyId();
        // an issuer that publishes nameless keys may still name them in its tokens
        List<IssuerKey> meant = with(keyId, keyId);
        List<IssuerKey> possible = meant.isEmpty() ? with(keyId, null) : meant;
        Signature signature = check(possible, token, algorithm);
        if (signature != Signature.INVALID) {
            return new Result(signature, false, false);
        }
        List<IssuerKey> others =
                keys.stream().filter(key -> !possible.contains(key)).toList();
        Signature other = check(others, token, algorithm);
        if (other == Signature.VALID) {
            return new Result(other, false, true);
        }
        // a token that names no key may have been signed by one that has since been replaced
        boolean lacksKey = keys.isEmpty() || (keyId == null ? named : meant.isEmpty());
        return new Result(lacksKey ? Signature.UNKNOWN : other, lacksKey, false);
    }

    private static Signature check(List<IssuerKey> possible, SignedText token, JwsAlgorithm algorithm) {
        Signature signature = Signature.INVALID;
        for (IssuerKey key : possible) {
            if (key.signed(token, algorithm)) {
                if (key.provesWith(algorithm)) {
                    return Signature.VALID;
                }
                signature = Signature.UNKNOWN;
            }
        }
        return signature;
    }

    /** The keys of this name; of a token that names none, all. */
    private List<IssuerKey> with(@Nullable String keyId, @Nullable String name) {
        return keys.stream()
                .filter(key -> keyId == null || Objects.equals(name, key.keyId()))
                .toList();
    }

    /** One key that an issuer publishes. It cannot print itself: it may be a secret. */
    static final class IssuerKey {
        private final @Nullable String keyId;
        private final Key key;
        private final @Nullable JwsAlgorithm published;
        private final boolean sound;

        private IssuerKey(Jwk jwk) throws InvalidPublicKeyException, GeneralSecurityException {
            String algorithm = jwk.getAlgorithm();
            this.keyId = jwk.getId();
            this.key = key(jwk);
            this.published = algorithm == null ? null : JwsAlgorithm.named(algorithm);
            boolean forSigning = (jwk.getUsage() == null || jwk.getUsage().equals("sig"))
                    && (jwk.getOperationsAsList() == null
                            || jwk.getOperationsAsList().contains("verify"))
                    && (algorithm == null || published != null);
            this.sound = forSigning
                    && (!(key instanceof RSAPublicKey rsa)
                            || RsaStrength.isStrong(rsa.getModulus(), rsa.getPublicExponent()));
        }

        /** The key of a JWK's members; null where it cannot be read. */
        static @Nullable IssuerKey of(Map<String, Object> jwk) {
            try {
                return new IssuerKey(Jwk.fromValues(jwk));
            } catch (InvalidPublicKeyException | GeneralSecurityException | RuntimeException e) {
                // The library answers a missing member with whatever exception it meets first.
                return null;
            }
        }

        private static Key key(Jwk jwk) throws InvalidPublicKeyException, GeneralSecurityException {
            return switch (jwk.getType()) {
                case "oct" -> new SecretKeySpec(bytes(jwk, "k"), "HMAC");
                case "OKP" ->
                    JwsAlgorithm.EdwardsAlgorithm.key(
                            String.valueOf(jwk.getAdditionalAttributes().get("crv")), bytes(jwk, "x"));
                default -> jwk.getPublicKey();
            };
        }

        private static byte[] bytes(Jwk jwk, String member) {
            String text = String.valueOf(jwk.getAdditionalAttributes().get(member));
            Base64Url.Decoded decoded = Base64Url.decode(text, 0, text.length());
            if (decoded == null) {
                throw new IllegalArgumentException("no base64url");
            }
            return decoded.bytes();
        }

        @Nullable
        String keyId() {
            return keyId;
        }

        boolean isSecret() {
            return key instanceof SecretKey;
        }

        /** Whether a signature by this key proves anything: the key is sound, and used as it was published. */
        boolean provesWith(JwsAlgorithm algorithm) {
            return sound && algorithm.isLongEnough(key) && (published == null || algorithm.satisfies(published));
        }

        boolean signed(SignedText token, JwsAlgorithm algorithm) {
            if (!algorithm.takes(key)) {
                return false;
            }
            try {
                algorithm.with(key).verify(decoded(token));
                return true;
            } catch (SignatureVerificationException | IllegalArgumentException e) {
                return false;
            }
        }

        /** What java-jwt's algorithms ask of a token, whose own decoder takes no laxer spelling. */
        private static DecodedJWT decoded(SignedText token) {
            return (DecodedJWT) Proxy.newProxyInstance(
                    DecodedJWT.class.getClassLoader(),
                    new Class<?>[] {DecodedJWT.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "getHeader" -> token.header();
                        case "getPayload" -> token.payload();
                        case "getSignature" -> Base64.getUrlEncoder().encodeToString(token.signature());
                        default -> null;
                    });
        }

        @Override
        public String toString() {
            return "key";
        }

        /** Whether an RSA key can be believed to be in its owner's hands alone. */
        private static final class RsaStrength {
            private static final int LEAST_BITS = 2048;
            private static final List<Integer> PRIMES = IntStream.rangeClosed(3, 167)
                    .filter(number -> BigInteger.valueOf(number).isProbablePrime(50))
                    .boxed()
                    .toList();

            private RsaStrength() {}

            static boolean isStrong(BigInteger modulus, BigInteger exponent) {
                return modulus.bitLength() >= LEAST_BITS
                        && exponent.testBit(0)
                        && exponent.compareTo(BigInteger.ONE) > 0
                        && !isRoca(modulus);
            }

            /**
             * CVE-2017-15361: a widespread chip made primes that are powers of 65537 modulo all small primes, so such a modulus
             * is too, and can be factored (Nemec et al., "The Return of Coppersmith's Attack", section 2.2).
             */
            private static boolean isRoca(BigInteger modulus) {
                return PRIMES.stream().allMatch(prime -> {
                    int rest = modulus.mod(BigInteger.valueOf(prime)).intValue();
                    return IntStream.iterate(1, power -> power * (65537 % prime) % prime)
                            .limit(prime)
                            .anyMatch(power -> power == rest);
                });
            }
        }
    }
}

package org.forgedtoken.detector.reading.signature;

import com.auth0.jwk.InvalidPublicKeyException;
import com.auth0.jwk.Jwk;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.forgedtoken.detector.reading.jwt.Base64Url;
import org.forgedtoken.detector.reading.jwt.SignedText;
import org.jspecify.annotations.Nullable;

/** One key that an issuer publishes. It cannot print itself: it may be a secret. */
final class IssuerKey {
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
                EdwardsAlgorithm.key(
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

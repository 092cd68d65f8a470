package org.forgedtoken.detector.demo;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An RSA key that is a function of a seed, so that the same seed gives the same tokens. It is for samples: whoever knows
 * the seed has the key. That the forger has it too is the whole point of the traffic.
 */
final class SigningKey {

    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String id;
    private final long seed;
    private @Nullable Pair pair;

    private record Pair(BigInteger modulus, PrivateKey key) {}

    SigningKey(String id, long seed) {
        this.id = id;
        this.seed = seed;
    }

    /** Made once it is needed: it takes most of the time of a short sample. */
    private Pair pair() {
        if (pair == null) {
            pair = make(seed);
        }
        return pair;
    }

    private static Pair make(long seed) {
        Random random = new Random(seed);
        BigInteger p = prime(random);
        BigInteger q = prime(random);
        BigInteger pLess = p.subtract(BigInteger.ONE);
        BigInteger qLess = q.subtract(BigInteger.ONE);
        BigInteger d = EXPONENT.modInverse(pLess.multiply(qLess));
        BigInteger modulus = p.multiply(q);
        try {
            PrivateKey key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateCrtKeySpec(
                            modulus, EXPONENT, d, p, q, d.mod(pLess), d.mod(qLess), q.modInverse(p)));
            return new Pair(modulus, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no RSA in this Java", e);
        }
    }

    private static BigInteger prime(Random random) {
        while (true) {
            BigInteger candidate = BigInteger.probablePrime(1024, random);
            if (candidate.subtract(BigInteger.ONE).gcd(EXPONENT).equals(BigInteger.ONE)) {
                return candidate;
            }
        }
    }

    String id() {
        return id;
    }

    /** RS256 over {@code signed}, as base64url. */
    String sign(String signed) {
        try {
            Signature rs256 = Signature.getInstance("SHA256withRSA");
            rs256.initSign(pair().key());
            rs256.update(signed.getBytes(StandardCharsets.US_ASCII));
            return BASE64.encodeToString(rs256.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no RSA signature in this Java", e);
        }
    }

    /** The public half as a member of a JWKS. */
    JsonObject jwk() {
        return new JsonObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("kid", id)
                .put("n", base64(pair().modulus()))
                .put("e", base64(EXPONENT));
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        byte[] magnitude = Arrays.copyOfRange(bytes, sign, bytes.length);
        return BASE64.encodeToString(magnitude);
    }
}

package org.forgedtoken.detector.reading.signature;

import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The signature algorithms of RFC 7518 (section 3.1) and RFC 8037. One that is not here (ES256K) cannot be checked, which
 * says nothing against the token.
 */
enum JwsAlgorithm {
    HS256(SecretKey.class, 256, key -> Algorithm.HMAC256(key.getEncoded())),
    HS384(SecretKey.class, 384, key -> Algorithm.HMAC384(key.getEncoded())),
    HS512(SecretKey.class, 512, key -> Algorithm.HMAC512(key.getEncoded())),
    RS256(RSAPublicKey.class, 256, key -> Algorithm.RSA256((RSAKey) key)),
    RS384(RSAPublicKey.class, 384, key -> Algorithm.RSA384((RSAKey) key)),
    RS512(RSAPublicKey.class, 512, key -> Algorithm.RSA512((RSAKey) key)),
    PS256(RSAPublicKey.class, 256, key -> Algorithm.RSA256PSS((RSAKey) key)),
    PS384(RSAPublicKey.class, 384, key -> Algorithm.RSA384PSS((RSAKey) key)),
    PS512(RSAPublicKey.class, 512, key -> Algorithm.RSA512PSS((RSAKey) key)),
    ES256(ECPublicKey.class, 256, key -> Algorithm.ECDSA256((ECKey) key)),
    ES384(ECPublicKey.class, 384, key -> Algorithm.ECDSA384((ECKey) key)),
    ES512(ECPublicKey.class, 521, key -> Algorithm.ECDSA512((ECKey) key)),
    EDDSA(EdECPublicKey.class, 0, key -> new EdwardsAlgorithm((EdECPublicKey) key));

    private final Class<? extends Key> keyType;
    /** Of the hash, and for ECDSA of the one curve that goes with it. */
    private final int bits;

    private final Function<Key, Algorithm> withKey;

    JwsAlgorithm(Class<? extends Key> keyType, int bits, Function<Key, Algorithm> withKey) {
        this.keyType = keyType;
        this.bits = bits;
        this.withKey = withKey;
    }

    /** The algorithm of a header or of a published key, or null; names are exact, but for a misprint seen in key sets. */
    static @Nullable JwsAlgorithm named(String name) {
        return switch (name) {
            case "EdDSA", "Ed25519", "Ed448" -> EDDSA;
            case "ES521" -> ES512;
            default ->
                Arrays.stream(values())
                        .filter(algorithm ->
                                algorithm != EDDSA && algorithm.name().equals(name))
                        .findFirst()
                        .orElse(null);
        };
    }

    /** Whether a key is of the sort that this algorithm takes: a public key is never taken for a secret. */
    boolean takes(Key key) {
        return keyType.isInstance(key)
                && (!(key instanceof ECPublicKey curve)
                        || curve.getParams().getCurve().getField().getFieldSize() == bits);
    }

    /** Whether a key that was published for one algorithm may be used with this one: the same, or a stronger hash. */
    boolean satisfies(JwsAlgorithm published) {
        return name().startsWith(published.name().substring(0, 2)) && bits >= published.bits;
    }

    /** Whether an HMAC key is as long as its hash (RFC 7518, section 3.2). */
    boolean isLongEnough(Key key) {
        return !(key instanceof SecretKey) || key.getEncoded().length * Byte.SIZE >= bits;
    }

    /** What checks signatures with a key that this algorithm takes. */
    Algorithm with(Key key) {
        return withKey.apply(key);
    }

    /** EdDSA (RFC 8037), which java-jwt and jwks-rsa lack, as the JDK has it. It verifies and does not sign. */
    static final class EdwardsAlgorithm extends Algorithm {
        private static final String NAME = "EdDSA";

        private final EdECPublicKey key;

        EdwardsAlgorithm(EdECPublicKey key) {
            super(NAME, NAME);
            this.key = key;
        }

        /**
         * A public key (RFC 8032, section 5.1.2).
         *
         * @param point y in little-endian order, its highest bit the sign of x; at least one byte
         */
        static PublicKey key(String curve, byte[] point) throws GeneralSecurityException {
            byte[] y = new byte[point.length];
            for (int i = 0; i < y.length; i++) {
                y[i] = point[y.length - 1 - i];
            }
            boolean odd = y[0] < 0;
            y[0] &= 0x7f;
            return KeyFactory.getInstance(NAME)
                    .generatePublic(new EdECPublicKeySpec(
                            new NamedParameterSpec(curve), new EdECPoint(odd, new BigInteger(1, y))));
        }

        @Override
        public void verify(DecodedJWT token) {
            boolean good;
            try {
                Signature check = Signature.getInstance(NAME);
                check.initVerify(key);
                check.update((token.getHeader() + '.' + token.getPayload()).getBytes(StandardCharsets.UTF_8));
                good = check.verify(Base64.getUrlDecoder().decode(token.getSignature()));
            } catch (GeneralSecurityException e) {
                throw new SignatureVerificationException(this, e);
            }
            if (!good) {
                throw new SignatureVerificationException(this);
            }
        }

        @Override
        public byte[] sign(byte[] content) {
            throw new UnsupportedOperationException("nothing is signed here");
        }
    }
}

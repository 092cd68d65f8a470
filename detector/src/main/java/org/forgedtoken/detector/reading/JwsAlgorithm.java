package org.forgedtoken.detector.reading;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The signature algorithms of RFC 7518 (section 3.1) and RFC 8037, as the JDK has them. One that is not here (ES256K)
 * cannot be checked, which says nothing against the token.
 */
enum JwsAlgorithm {
    HS256(Family.HMAC, "HmacSHA256", 256),
    HS384(Family.HMAC, "HmacSHA384", 384),
    HS512(Family.HMAC, "HmacSHA512", 512),
    RS256(Family.RSA, "SHA256withRSA", 256),
    RS384(Family.RSA, "SHA384withRSA", 384),
    RS512(Family.RSA, "SHA512withRSA", 512),
    PS256(Family.RSA_PSS, "SHA-256", 256),
    PS384(Family.RSA_PSS, "SHA-384", 384),
    PS512(Family.RSA_PSS, "SHA-512", 512),
    ES256(Family.ECDSA, "SHA256withECDSAinP1363Format", 256),
    ES384(Family.ECDSA, "SHA384withECDSAinP1363Format", 384),
    ES512(Family.ECDSA, "SHA512withECDSAinP1363Format", 521),
    EDDSA(Family.EDDSA, "EdDSA", 0);

    private enum Family {
        HMAC,
        RSA,
        RSA_PSS,
        ECDSA,
        EDDSA
    }

    private final Family family;
    private final String jdkName;
    /** Of the hash, and for ECDSA of the one curve that goes with it. */
    private final int bits;

    JwsAlgorithm(Family family, String jdkName, int bits) {
        this.family = family;
        this.jdkName = jdkName;
        this.bits = bits;
    }

    /** The algorithm of a header or of a published key, or null; names are exact, but for a misprint seen in key sets. */
    static @Nullable JwsAlgorithm named(String name) {
        switch (name) {
            case "EdDSA", "Ed25519", "Ed448" -> {
                return EDDSA;
            }
            case "ES521" -> {
                return ES512;
            }
            default -> {
                for (JwsAlgorithm algorithm : values()) {
                    if (algorithm.name().equals(name) && algorithm != EDDSA) {
                        return algorithm;
                    }
                }
                return null;
            }
        }
    }

    /** Whether a key is of the sort that this algorithm takes: a public key is never taken for a secret. */
    boolean takes(Key key) {
        return switch (family) {
            case HMAC -> key instanceof SecretKey;
            case RSA, RSA_PSS -> key instanceof RSAPublicKey;
            case ECDSA ->
                key instanceof ECPublicKey curve
                        && curve.getParams().getCurve().getField().getFieldSize() == bits;
            case EDDSA -> key instanceof EdECPublicKey;
        };
    }

    /** Whether a key that was published for one algorithm may be used with this one: the same, or a stronger hash. */
    boolean satisfies(JwsAlgorithm published) {
        return family == published.family && bits >= published.bits;
    }

    /** Whether an HMAC key is as long as its hash (RFC 7518, section 3.2). */
    boolean isLongEnough(int keyBits) {
        return family != Family.HMAC || keyBits >= bits;
    }

    /**
     * Checks a signature with a key that this algorithm takes.
     *
     * @throws GeneralSecurityException where the signature has no form of its algorithm's: it is bad
     */
    boolean verifies(Key key, byte[] text, byte[] signature) throws GeneralSecurityException {
        if (family == Family.HMAC) {
            Mac mac = Mac.getInstance(jdkName);
            mac.init(key);
            return MessageDigest.isEqual(mac.doFinal(text), signature);
        }
        if (family == Family.ECDSA && signature.length != (bits + 7) / 8 * 2) {
            return false;
        }
        Signature check = Signature.getInstance(family == Family.RSA_PSS ? "RSASSA-PSS" : jdkName);
        if (family == Family.RSA_PSS) {
            check.setParameter(new PSSParameterSpec(jdkName, "MGF1", new MGF1ParameterSpec(jdkName), bits / 8, 1));
        }
        check.initVerify((PublicKey) key);
        check.update(text);
        return check.verify(signature);
    }
}

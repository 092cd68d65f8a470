package org.forgedtoken.detector.reading.signature;

import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;

/** EdDSA (RFC 8037), which java-jwt and jwks-rsa lack, as the JDK has it. It verifies and does not sign. */
final class EdwardsAlgorithm extends Algorithm {
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
                .generatePublic(
                        new EdECPublicKeySpec(new NamedParameterSpec(curve), new EdECPoint(odd, new BigInteger(1, y))));
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

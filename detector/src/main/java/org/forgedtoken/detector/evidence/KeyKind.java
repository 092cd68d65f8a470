package org.forgedtoken.detector.evidence;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/** The kinds of keys that may sign evidence: those for which the JDK can tell the public half from the private one. */
enum KeyKind {
    ED25519("Ed25519", "Ed25519"),
    RSA("RSA", "SHA256withRSA");

    private static final int LEAST_RSA_BITS = 2_048;

    private final String keys;
    private final String signatures;

    KeyKind(String keys, String signatures) {
        this.keys = keys;
        this.signatures = signatures;
    }

    /** The signature algorithm, as the JDK calls it. */
    String signatures() {
        return signatures;
    }

    /** Empty where these bytes (PKCS #8) are another kind of key. */
    Optional<PrivateKey> privateKey(byte[] pkcs8) throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(keys).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        }
    }

    /** Empty where these bytes (SubjectPublicKeyInfo) are another kind of key, or one too weak. */
    Optional<PublicKey> publicKey(byte[] spki) throws GeneralSecurityException {
        try {
            PublicKey key = KeyFactory.getInstance(keys).generatePublic(new X509EncodedKeySpec(spki));
            return Optional.of(key).filter(KeyKind::isStrong);
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        }
    }

    /** The public half; empty where the key does not tell, or is too weak. */
    Optional<PublicKey> publicHalf(PrivateKey key) throws GeneralSecurityException {
        if (key instanceof RSAPrivateCrtKey rsa) {
            BigInteger modulus = rsa.getModulus();
            PublicKey half =
                    KeyFactory.getInstance(keys).generatePublic(new RSAPublicKeySpec(modulus, rsa.getPublicExponent()));
            return Optional.of(half).filter(KeyKind::isStrong);
        }
        if (key instanceof EdECPrivateKey ed && ed.getBytes().isPresent()) {
            // The JDK computes the public half only when it makes a pair: from what it believes to be random bytes.
            KeyPairGenerator pairs = KeyPairGenerator.getInstance(keys);
            pairs.initialize(NamedParameterSpec.ED25519, new Given(ed.getBytes().get()));
            return Optional.of(pairs.generateKeyPair().getPublic());
        }
        return Optional.empty();
    }

    private static boolean isStrong(PublicKey key) {
        return !(key instanceof RSAPublicKey rsa) || rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
    }

    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final byte[] bytes;

        Given(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] into) {
            System.arraycopy(bytes, 0, into, 0, into.length);
        }
    }
}

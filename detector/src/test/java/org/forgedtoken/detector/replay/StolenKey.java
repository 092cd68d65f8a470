package org.forgedtoken.detector.replay;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key of an issuer that a forger has too, published as k1, beside another one as k2. */
sealed interface StolenKey {
    /**
     * Every fourth is an elliptic one. A token that its issuer's key does not verify is held against the keys of all the
     * other issuers, and hundreds of elliptic ones would take nearly all of the test's time.
     */
    static StolenKey of(int number) {
        return number % 4 == 0 ? Elliptic.create() : new Shared(number);
    }

    /** As a token's header names it. */
    String algorithm();

    byte[] sign(byte[] text);

    /** The JWK set. */
    String published();

    /** HS256. */
    record Shared(int number) implements StolenKey {
        @Override
        public String algorithm() {
            return "HS256";
        }

        private byte[] secret(String keyId) {
            return "the secret %s of issuer number %06d"
                    .formatted(keyId, number)
                    .getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public byte[] sign(byte[] text) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret("k1"), "HmacSHA256"));
                return mac.doFinal(text);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String published() {
            return "{\"keys\":[" + jwk("k1") + ',' + jwk("k2") + "]}";
        }

        private String jwk(String id) {
            return "{\"kty\":\"oct\",\"alg\":\"HS256\",\"use\":\"sig\",\"kid\":\"%s\",\"k\":\"%s\"}"
                    .formatted(id, Forgery.encode(secret(id)));
        }
    }

    /** ES256. */
    record Elliptic(KeyPair stolen, KeyPair other) implements StolenKey {
        private static Elliptic create() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                return new Elliptic(generator.generateKeyPair(), generator.generateKeyPair());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String algorithm() {
            return "ES256";
        }

        @Override
        public byte[] sign(byte[] text) {
            try {
                Signature sign = Signature.getInstance("SHA256withECDSAinP1363Format");
                sign.initSign(stolen.getPrivate());
                sign.update(text);
                return sign.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String published() {
            return "{\"keys\":[" + jwk("k1", stolen) + ',' + jwk("k2", other) + "]}";
        }

        private static String jwk(String id, KeyPair pair) {
            ECPublicKey key = (ECPublicKey) pair.getPublic();
            return ("{\"kty\":\"EC\",\"crv\":\"P-256\",\"alg\":\"ES256\",\"use\":\"sig\",\"kid\":\"%s\",\"x\":\"%s\","
                            + "\"y\":\"%s\"}")
                    .formatted(
                            id,
                            coordinate(key.getW().getAffineX()),
                            coordinate(key.getW().getAffineY()));
        }

        private static String coordinate(BigInteger value) {
            byte[] bytes = new byte[32];
            byte[] number = value.toByteArray();
            int length = Math.min(number.length, 32);
            System.arraycopy(number, number.length - length, bytes, 32 - length, length);
            return Forgery.encode(bytes);
        }
    }
}
